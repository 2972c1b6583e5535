// A provider of OpenID Connect for tests: who asks is whoever was named last at /as/NAME.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [packages, back] = process.argv.slice(2);
const found = createRequire(`${packages}/package.json`).resolve("oidc-provider");
const { default: Provider } = await import(pathToFileURL(found).href);

let account = "nobody";
const start = (port) => {
    const provider = new Provider(`http://127.0.0.1:${port}`, {
        clients: [
            {
                client_id: "yuanshu",
                client_secret: "tai bai shan & 7",
                redirect_uris: [back],
                grant_types: ["authorization_code"],
                response_types: ["code"],
            },
        ],
        pkce: { required: () => true },
        conformIdTokenClaims: false,
        claims: { openid: ["sub"], profile: ["preferred_username"] },
        features: { devInteractions: { enabled: false } },
        cookies: { keys: ["for tests only"] },
        interactions: { url: (_, interaction) => `/auto/${interaction.uid}` },
        findAccount: (_, id) => ({
            accountId: id,
            claims: () => ({ sub: id, preferred_username: id }),
        }),
    });
    provider.use(async (ctx, next) => {
        if (ctx.path.startsWith("/as/")) {
            account = ctx.path.slice(4);
            ctx.body = account;
            return;
        }
        if (!ctx.path.startsWith("/auto/")) return next();
        const { prompt, session, params } = await provider.interactionDetails(ctx.req, ctx.res);
        let result = { login: { accountId: account } };
        if (prompt.name === "consent") {
            const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
            grant.addOIDCScope("openid profile");
            result = { consent: { grantId: await grant.save() } };
        }
        await provider.interactionFinished(ctx.req, ctx.res, result);
        ctx.respond = false;
    });
    return provider;
};

// The issuer has the port in it, so that is asked for first.
const { createServer } = await import("node:net");
const place = createServer().listen(0, "127.0.0.1", () => {
    const { port } = place.address();
    place.close(() => start(port).listen(port, "127.0.0.1", () => console.log(port)));
});
