// Commands that have flags in common, and why some flags have no place in a file.

/** Commands that judge by the rules and say so in a report. */
export const JUDGING = ['audit', 'gate'] as const;
/** Commands that read a binhost against baselines. */
export const ASKING = [...JUDGING, 'installable', 'hit-rate', 'graph', 'explain'] as const;
/** Commands that read a binhost, and so the nearest configuration file. */
export const LOADING = [...ASKING, 'upgrade', 'divergence'] as const;
/** Commands that answer with a record. */
export const ANSWERING = [
  ...([...JUDGING, 'installable', 'upgrade', 'hit-rate', 'divergence'] as const),
  ...(['inspect', 'metadata'] as const),
] as const;

/** Why no configuration file may say it. */
export const ONE_RUN = 'it belongs to the question that one run asks';
export const NAMES_IT = 'it says which file that is';
