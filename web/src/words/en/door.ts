// The words at the door: signing in, first start, invitations, one's account.
import type { door as chinese } from "../zh/door";

export const door: typeof chinese = {
  signIn: "Sign in",
  login: "Login",
  password: "Password",
  factor: "Code",
  factorHelp: "Six digits from your authenticator",
  oidc: "Sign in with the unified identity",
  turned: {
    "oidc-state": "The way did not begin in this browser, or took over ten minutes. Sign in again.",
    "oidc-declined": "The unified identity did not sign you in. Try again.",
    "oidc-unknown":
      "The unified identity knows you, but no officer here has that login. Ask the system administrator.",
    "oidc-failed":
      "The unified identity did not answer as it should. Try later, or use login and password.",
    "oidc-none": "No unified identity is set up. Use login and password.",
    "no-post": "You hold no post today. Ask the security administrator for one.",
    other: "You were not signed in. Try again, or ask the system administrator.",
  },
  needLogin: "Enter your login",
  needPassword: "Enter your password",
  lost: "Your session has ended",
  lostHow:
    "You were away for long, or signed out elsewhere. Sign in again and go on: what you typed is still here.",
  lostOther:
    "Only {{name}} can go on here. For somebody else sign out first; what was not sent will be gone.",
  first: {
    title: "First start",
    how: "There is no account yet. Name three administrators, who must be three people. You set your password as system administrator; the other two get a one-time link each.",
    link: "Open the one-time link that the program printed at start.",
    keeper: "System administrator (you)",
    security: "Security administrator",
    auditor: "Audit administrator",
    name: "Name",
    done: "Make",
    made: "Done. Give these links to the two others: they are shown this once and good until {{until}}.",
    toLogin: "Sign in",
  },
  invitation: {
    title: "Enable your account",
    how: "Choose a password. This link works once.",
    done: "Enable",
    missing: "The link is incomplete; ask your administrator for another.",
    code: "Second code",
    codeHow: "Ten characters, told you by the other administrator who agreed to this invitation.",
  },
  newPassword: "Password",
  repeat: "Once more",
  passwordRule: "At least 10 characters; a sentence is fine.",
  tooShort: "At least 10 characters",
  unlike: "The two differ",
  account: {
    title: "Password and second factor",
    old: "Current password",
    change: "Change password",
    changed: "Changed. Other devices are signed out.",
    factor: "Second factor",
    factorOn: "On. Signing in takes the digits of your authenticator too.",
    factorOff: "Off. With it on, a leaked password is of no use to others.",
    start: "Turn on",
    stop: "Turn off",
    secret: "Add this key to your authenticator, then enter the six digits it shows.",
    confirm: "Confirm",
    sessions: "This session lasts until {{end}}, and ends after {{idle}} idle minutes.",
  },
};
