// An input that cannot be read at all: the run cannot say anything about it (exit code 3).

import { hideCredentials } from '../../base/hide-credentials.js';
import type { ContentKind } from './name-content.js';

/** Leave to read more than is usual, time that a server would have taken, a profile found by its name in a repository, the profile of an /etc/portage, the repository that has it, a master or the parent of one. */
export type Lack = 'limits' | 'time' | 'named-profile' | 'profile' | 'profile-repository' | 'repository';

export class InputError extends Error {
  override readonly name = 'InputError';
  /** As the user gave it, without user and password. */
  readonly location: string;
  /** What was not given that would help; where somebody types options, how it is given can be told. */
  readonly lacks: Lack | null;

  /** What the input is instead, where that is known: another command may be the one to ask. */
  readonly kind: ContentKind | null;

  constructor(location: string, why: string, lacks: Lack | null = null, kind: ContentKind | null = null) {
    super(`${hideCredentials(location)}: ${why}`);
    this.location = hideCredentials(location);
    this.lacks = lacks;
    this.kind = kind;
  }
}

/** The reason of a system error in words. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file or directory';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ENOTDIR':
      return 'a part of the path is not a directory';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
