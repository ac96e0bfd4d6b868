// A copy of the judged binhost as clients find it elsewhere: its index, and whether the files are behind it.

export interface MirrorFile {
  /** Below the binhost. */
  readonly path: string;
  /** The mirror's own index offers it; otherwise only the judged one does. */
  readonly offered: boolean;
  /** Bytes by the index; null where it does not say. */
  readonly expected: number | null;
  /** Bytes by the server; null where there is no such file. */
  readonly actual: number | null;
}

export interface Mirror {
  /** As the user gave it. */
  readonly location: string;
  /** TIMESTAMP of its index, seconds since the epoch; null where that has none. */
  readonly timestamp: number | null;
  /** Files that were asked for. */
  readonly files: number;
  /** Files that are not there or have another size, in order of path. */
  readonly faults: readonly MirrorFile[];
  /** Files of which the server did not say. */
  readonly unread: readonly { readonly path: string; readonly why: string }[];
}
