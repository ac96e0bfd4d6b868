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

/** A path at which its index and the judged one name different files. */
export interface MirrorConflict {
  readonly path: string;
  readonly field: 'SIZE' | 'SHA1' | 'MD5';
  /** By the judged index, and by that of the mirror. */
  readonly judged: string;
  readonly theirs: string;
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
  /** In order of path. */
  readonly conflicts: readonly MirrorConflict[];
  /** Files of which the server did not say. */
  readonly unread: readonly { readonly path: string; readonly why: string }[];
}
