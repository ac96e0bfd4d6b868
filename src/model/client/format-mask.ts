// What hides a package, as Portage names it: the file or variable, and the value that does.

import type { MaskReason } from '../mask-reason.js';
import type { ClientSettings } from './client-settings.js';
import { chooseKeyword } from './client-view.js';

/** As `formatMask`, of keywords only the one for this client. */
export function formatMaskFor(client: ClientSettings, reason: MaskReason): string {
  return reason.kind === 'KEYWORDS'
    ? `KEYWORDS ${chooseKeyword(client, reason.missing)}`
    : formatMask(reason);
}

function formatInvalid({ key, why, near }: Extract<MaskReason, { readonly kind: 'invalid' }>): string {
  if (why === null) return `unreadable ${key}`;
  return `invalid ${key}: ${why}${near === null ? '' : `, at ${JSON.stringify(near)}`}`;
}

/** Whether a reason holds whatever the settings of a client. */
export function isForEverybody({ kind }: MaskReason): boolean {
  return kind === 'invalid' || kind === 'EAPI.unsupported';
}

/** What of the client's settings, or of the package, masks it. */
export function formatMask(reason: MaskReason): string {
  switch (reason.kind) {
    case 'package.mask':
      return `package.mask ${reason.atom}`;
    case 'EAPI.unsupported':
      return `EAPI ${reason.eapi}`;
    case 'CHOST':
      return `CHOST ${reason.chost}`;
    case 'KEYWORDS':
      return reason.own === null ? 'KEYWORDS without this architecture' : `KEYWORDS ${reason.own}`;
    case 'invalid':
      return formatInvalid(reason);
    default:
      return `${reason.kind} ${reason.missing.join(' ')}`;
  }
}
