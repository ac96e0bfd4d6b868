// How an evaluation ends other than by reaching the end of its text.

/** It asks for something that cannot be known here, or goes beyond a limit. The message completes "unknown, because ...". */
export class Unknown extends Error {
  override readonly name = 'Unknown';
}

/** The ebuild has no metadata: `die`, from however deep. */
export class Refused extends Error {
  override readonly name: string = 'Refused';
}

/** What bash itself stops at: it ends the subshell it happens in, and the ebuild where it happens in none. */
export class ShellError extends Refused {}

/** `exit`: ends the subshell it stands in. */
export class Exit extends Error {
  override readonly name = 'Exit';
  readonly status: number;

  constructor(status: number) {
    super('exit');
    this.status = status;
  }
}
