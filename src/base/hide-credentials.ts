// An address without what only its owner may know: user and password, and whatever a query may carry (RFC 3986, 3.2.1 and 3.4).

/** As given, but for these; what is no address stays as it is. */
export function hideCredentials(location: string): string {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(location)) return location;
  const [, place = '', query = ''] = /^([^?#]*)(.*)$/s.exec(location) ?? [];
  return hideUsers(place) + query.replace(/\?[^#]*/s, '?...');
}

/** User and password of every address within a text. */
export function hideUsers(text: string): string {
  return text.includes('://') ? text.replace(/([a-z][a-z0-9+.-]{0,20}:\/\/)[^/?#\s]*@/gi, '$1') : text;
}
