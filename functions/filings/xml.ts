import { parseXml, type XmlElement } from '@rgrove/parse-xml';
import { Unreadable } from '../kit/errors.ts';

/**
 * The root of an XML document. The parser expands no entities but XML's own and knows no DTD, so a bomb stays a line; a
 * document that breaks off is refused.
 *
 * @param names the roots that are expected. @throws {Unreadable} not XML, not whole, or another root.
 */
export function rootOf(xml: string, names: readonly string[], from: string): XmlElement {
  let root: XmlElement | null;
  try {
    root = parseXml(xml.replace(/^\ufeff/, '').trimStart(), { ignoreUndefinedEntities: true }).root;
  } catch (error) {
    const line = error instanceof Error && 'line' in error ? ` (line ${String(error.line)})` : '';
    throw new Unreadable(`${from}: not XML, or not all of it${line}`);
  }
  if (root === null || !names.includes(root.name))
    throw new Unreadable(`${from}: the answer is a ${root?.name ?? 'nothing'}, not a ${names.join(' or ')}`);
  return root;
}

export const childrenOf = (parent: XmlElement, name: string): XmlElement[] =>
  parent.children.filter((child): child is XmlElement => 'name' in child && child.name === name);

/** The text below the first child of that name; empty without one. */
export const textIn = (parent: XmlElement, name: string): string => childrenOf(parent, name)[0]?.text.trim() ?? '';
