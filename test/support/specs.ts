import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** Other projects' descriptions of the two APIs. They lie beside the checkout, are not part of it, and may be absent. */
const specFile = (name: string) => new URL(`../../../shared/specs/${name}`, import.meta.url);
export const telegramSpec = specFile('telegram-api.json');
export const discordSpec = specFile('discord-openapi.json');
export const isThere = (spec: URL): boolean => existsSync(spec);

/** @returns what is wrong with a value, in one line; empty when nothing is. */
export type Check = (value: unknown) => string;

const checkOf =
  (validate: ValidateFunction): Check =>
  (value) =>
    validate(value)
      ? ''
      : (validate.errors ?? [])
          .slice(0, 3)
          .map(({ instancePath, message }) => `${instancePath} ${message}`)
          .join('; ');

type Described = { paths: Record<string, Record<string, { requestBody?: { content?: Record<string, unknown> } }>> };

/** Whether the description has a request like this, by `/channels/{channel_id}/messages` and `post`. */
export const isDiscordRequest = (path: string, method: string): boolean =>
  described().paths[path]?.[method] !== undefined;

/** The body of one Discord request. The spec is looser than the platform: {@link embedShape} has the limits it misses. */
export const discordBody = (path: string, method: string): Check => checkOf(compiled(path, method));

/** What a loopback Discord holds every request against. Each schema is compiled once; a request without a body passes. */
export function discordRequests(): (path: string, method: string, body: unknown) => string {
  const checks = new Map<string, Check>();
  return (path, method, body) => {
    if (described().paths[path]?.[method]?.requestBody?.content?.['application/json'] === undefined) return '';
    const name = `${method} ${path}`;
    const check = checks.get(name) ?? discordBody(path, method);
    checks.set(name, check);
    return check(asDescribed(body));
  };
}

/** The description has permissions as numbers, which the documentation and Discord itself have as text. */
const asDescribed = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body), (key, value: unknown) =>
    key === 'default_member_permissions' && typeof value === 'string' ? Number(value) : value,
  );

let description: Described | undefined;
function described(): Described {
  description ??= JSON.parse(readFileSync(discordSpec, 'utf8')) as Described;
  return description;
}

let discordAjv: Ajv2020 | undefined;
function compiled(path: string, method: string): ValidateFunction {
  if (discordAjv === undefined) {
    discordAjv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(discordAjv);
    discordAjv.addFormat('snowflake', /^(0|[1-9][0-9]{1,19})$/);
    discordAjv.addFormat('nonce', true);
    discordAjv.addSchema(described() as AnySchema, 'discord');
  }
  const pointer = (part: string) =>
    part.replaceAll('~', '~0').replaceAll('/', '~1').replace(/[{}]/g, encodeURIComponent);
  const body = `discord#/paths/${pointer(path)}/${method}/requestBody/content/${pointer('application/json')}/schema`;
  return discordAjv.compile({ $ref: body });
}

type Field = { name: string; types: string[]; required: boolean; description: string };
type Thing = { fields?: Field[]; subtypes?: string[] };
type Api = { types: Record<string, Thing>; methods: Record<string, Thing> };

const PRIMITIVES: Readonly<Record<string, object>> = {
  Integer: { type: 'integer' },
  Float: { type: 'number' },
  String: { type: 'string' },
  Boolean: { type: 'boolean' },
  InputFile: { type: 'string' },
  True: { const: true },
};

/** The parameters of one Bot API method, with nothing unknown among them. */
export function telegramMethod(name: string): Check {
  const api = JSON.parse(readFileSync(telegramSpec, 'utf8')) as Api;
  const named = (type: string): object => {
    const [, item] = /^Array of (.*)$/.exec(type) ?? [];
    if (item) return { type: 'array', items: named(item) };
    return PRIMITIVES[type] ?? (api.types[type] ? { $ref: `#/$defs/${type}` } : {});
  };
  const anyOf = (types: string[]) => (types.length === 1 ? named(types[0]!) : { anyOf: types.map(named) });
  const object = ({ fields = [], subtypes = [] }: Thing) =>
    subtypes.length > 0
      ? { anyOf: subtypes.map(named) }
      : {
          type: 'object',
          properties: Object.fromEntries(fields.map((field) => [field.name, anyOf(field.types)])),
          required: fields.filter((field) => field.required).map((field) => field.name),
          additionalProperties: false,
        };
  const defs = Object.entries(api.types).map(([type, thing]) => [type, object(thing)]);
  const method = api.methods[name];
  if (method === undefined) throw new RangeError(`the Bot API has no method ${name}`);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema({ $id: 'telegram', $defs: { ...Object.fromEntries(defs), [`m:${name}`]: object(method) } });
  return checkOf(ajv.compile({ $ref: `telegram#/$defs/m:${name}` }));
}
