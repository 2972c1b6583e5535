// The file of a firm as it is sent, each fact and each source once, and as the pages read it.
import type { EnterpriseFile, FileFigure, Passport, SourceSaid } from "./enterprise";

/** What a source said: what brought it, by its place among the sources. */
export interface SaidTold extends Pick<SourceSaid, "value" | "shown" | "origin" | "row"> {
  readonly source: number;
  readonly cell: string;
}

type Said = "stands" | "others" | "held";
type About = "fact" | "name" | "unit" | "kind" | "department" | "hidden";

export interface FigureTold extends Omit<FileFigure, Said | About> {
  readonly stands: SaidTold | null;
  readonly others: readonly SaidTold[];
  readonly held: readonly SaidTold[];
}

export interface FactTold extends Pick<FileFigure, About> {
  readonly figures: readonly FigureTold[];
}

export interface SourceTold extends Omit<Passport, "cell"> {
  readonly learnt: number;
  readonly at: string | null;
}

export interface FileTold extends Omit<EnterpriseFile, "figures"> {
  readonly facts: readonly FactTold[];
  readonly sources: readonly SourceTold[];
}

/** A source that is not among those that were told. */
const NOWHERE: SourceTold = { file: "", sheet: "", learnt: 0, at: null };

/** Each figure with its fact and its sources. */
export function fileOf<T extends FileTold>({
  facts,
  sources,
  ...file
}: T): Omit<T, "facts" | "sources"> & Pick<EnterpriseFile, "figures"> {
  const said = ({ source, cell, ...one }: SaidTold): SourceSaid => {
    const { at, ...from } = sources[source] ?? NOWHERE;
    return { ...one, source: { ...from, cell }, line: from.learnt, at };
  };
  const figures = facts.flatMap(({ figures: ofYears, ...about }) =>
    ofYears.map((figure): FileFigure => ({
      ...about,
      ...figure,
      stands: figure.stands === null ? null : said(figure.stands),
      others: figure.others.map(said),
      held: figure.held.map(said),
    })),
  );
  return { ...file, figures };
}
