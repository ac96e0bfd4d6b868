// What is said of bytes or text that cannot be read: which format, which defect, at which offset.
// A FormatError never means "the program is wrong"; at the rim it becomes a finding.

/**
 * What Portage's client makes of a defect. `refused`: it fails, crashes or hangs, while reading or while installing.
 * `harmful`: it goes on, but reads other than what was meant or is put at risk. `unusual`: it reads what was meant.
 * `unchecked`: no defect is known, but this machine lacks what is needed to read further.
 */
export type Effect = 'refused' | 'harmful' | 'unusual' | 'unchecked';

/** One defect of an input, as data. `offset` counts bytes from the start of the input; null where no place can be named. */
export interface Problem {
  /** Stable kebab-case name of the defect, e.g. `trailer-magic`. */
  readonly code: string;
  /** One sentence in plain words, without the file's name. */
  readonly message: string;
  readonly offset: number | null;
  /** Absent where nobody has judged it. */
  readonly effect?: Effect;
  /** The metadata key or index key concerned, where there is one. */
  readonly field?: string;
  readonly expected?: string;
  readonly actual?: string;
}

/** Thrown by readers in `formats/` where nothing useful can be returned. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
  /** Name of the format, e.g. `xpak`. */
  readonly format: string;
  readonly problem: Problem;

  constructor(format: string, problem: Problem) {
    super(
      problem.offset === null
        ? `${format}: ${problem.message}`
        : `${format}: ${problem.message} (offset ${problem.offset})`,
    );
    this.format = format;
    this.problem = problem;
  }
}
