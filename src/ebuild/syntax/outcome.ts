// How an evaluation ends other than by reaching the end of its text.

/** A line of an ebuild or eclass, from 1. */
export interface ScriptLine {
  readonly file: string;
  readonly line: number;
}

/** It asks for something that cannot be known here, or goes beyond a limit. The message completes "unknown, because ...". */
export class Unknown extends Error {
  override readonly name = 'Unknown';
  at: ScriptLine | null = null;
}

/** The ebuild has no metadata: `die`, from however deep. */
export class Refused extends Error {
  override readonly name: string = 'Refused';
  at: ScriptLine | null = null;
}

/** What bash itself stops at. It ends the subshell it happens in; outside of one, bash goes on with the next line of the file. */
export class ShellError extends Refused {}

/** An expression that cannot be calculated: `(( ))`, `let` and `[[ ]]` fail by it, expansions stop. */
export class ExpressionError extends ShellError {}

/** `${x?}`: bash does not go on. */
export class FatalError extends ShellError {}

/** `exit`: ends the subshell it stands in. */
export class Exit extends Error {
  override readonly name = 'Exit';
  readonly status: number;

  constructor(status: number) {
    super('exit');
    this.status = status;
  }
}
