// What an index entry or a VDB directory says of a package, as text, by Portage's internal key names.

/** Keys of the index that packages are made from; absent ones are empty (PMS defaults for EAPI and SLOT applied). */
export type RecordKey =
  | 'BDEPEND'
  | 'BUILD_ID'
  | 'BUILD_TIME'
  | 'CHOST'
  | 'CPV'
  | 'DEFINED_PHASES'
  | 'DEPEND'
  | 'EAPI'
  | 'IDEPEND'
  | 'IUSE'
  | 'KEYWORDS'
  | 'LICENSE'
  | 'MD5'
  | 'PATH'
  | 'PDEPEND'
  | 'PROPERTIES'
  | 'PROVIDES'
  | 'RDEPEND'
  | 'REQUIRES'
  | 'RESTRICT'
  | 'SHA1'
  | 'SIZE'
  | 'SLOT'
  | 'USE'
  | '_mtime_'
  | 'repository';

export interface PackageRecord extends Readonly<Record<RecordKey, string>> {
  /** Line of its index, from 1; 0 where there is none. */
  readonly line: number;
  /** Byte offset of that line. */
  readonly offset: number;
}
