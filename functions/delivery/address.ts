/** An address as a link may hold it, with whatever ends one early written out; undefined for what is no web page. */
export function linkable(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, href } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  return href.replace(/[()[\]|*'\\]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
