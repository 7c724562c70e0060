/** What a resource answers to: its `Ref`, and its attributes by their names. */
export type Place = { ref: string; attributes: Readonly<Record<string, string>> };
/** @param id a logical id, or a pseudo parameter such as `AWS::Region`. */
export type Places = (id: string) => Place;

/** A value of the template as CloudFormation would fill it in. @throws {RangeError} on a function it does not know. */
export function resolve(value: unknown, places: Places): string {
  if (typeof value === 'string') return value;
  const [[name, argument] = [], ...others] = Object.entries((value ?? {}) as object) as [string?, unknown?][];
  if (others.length > 0) throw new RangeError(`more than one function: ${JSON.stringify(value)}`);
  switch (name) {
    case 'Ref':
      return places(argument as string).ref;
    case 'Fn::GetAtt':
      return attributeOf(argument as [string, string], places);
    case 'Fn::Join': {
      const [glue, parts] = argument as [string, unknown[]];
      return parts.map((part) => resolve(part, places)).join(glue);
    }
    case 'Fn::Sub':
      return substitute(argument as string | [string, Record<string, unknown>], places);
    default:
      throw new RangeError(`not a value we can resolve: ${JSON.stringify(value)}`);
  }
}

function attributeOf([id, name]: readonly [string, string], places: Places): string {
  const value = places(id).attributes[name];
  if (value === undefined) throw new RangeError(`${id} has no attribute ${name}`);
  return value;
}

/** `${Id}`, `${Id.Attribute}`, a name of its own list; `${!this}` stays as it is without the mark. */
function substitute(argument: string | [string, Record<string, unknown>], places: Places): string {
  const [text, own] = typeof argument === 'string' ? [argument, {}] : argument;
  return text.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in own) return resolve(own[name], places);
    const [id, attribute] = name.split('.', 2) as [string, string?];
    return attribute === undefined ? places(id).ref : attributeOf([id, attribute], places);
  });
}
