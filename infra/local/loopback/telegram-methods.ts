import * as z from 'zod';

/**
 * The parameters of the methods we call, as https://core.telegram.org/bots/api describes them.
 *
 * Telegram lets an unknown parameter pass without a word; here it is refused, because it is a misspelling.
 */

const chatId = z.union([z.int(), z.string().regex(/^(-?\d{1,16}|@\w{4,32})$/)]);
/** Counted before entities are parsed, so this is no more than a bound; what remains after parsing is counted by the server. */
const markup = z.string().max(65_536);
const callbackData = z
  .string()
  .min(1)
  .refine((data) => Buffer.byteLength(data) <= 64, 'is more than 64 bytes');
const button = z.union([
  z.strictObject({ text: z.string().min(1), callback_data: callbackData }),
  z.strictObject({ text: z.string().min(1), url: z.url({ protocol: /^(https?|tg)$/ }) }),
]);
const keyboard = z.strictObject({
  inline_keyboard: z
    .array(z.array(button).min(1).max(8))
    .refine((rows) => rows.flat().length <= 100, 'has over 100 buttons'),
});
const replyParameters = z.strictObject({
  message_id: z.int().positive(),
  chat_id: chatId.optional(),
  allow_sending_without_reply: z.boolean().optional(),
});
const common = {
  chat_id: chatId,
  message_thread_id: z.int().positive().optional(),
  disable_notification: z.boolean().optional(),
  protect_content: z.boolean().optional(),
  reply_parameters: replyParameters.optional(),
  reply_markup: keyboard.optional(),
};
const words = {
  parse_mode: z.enum(['HTML', 'MarkdownV2', 'Markdown']).optional(),
  link_preview_options: z.strictObject({ is_disabled: z.boolean().optional(), url: z.string().optional() }).optional(),
};
/** What was sent before and is named by its id, an address, or a file that comes along. */
const file = z.union([
  z.string().min(1),
  z.object({ filename: z.string().min(1), bytes: z.int().positive(), text: z.string() }),
]);
const captioned = { caption: z.string().optional(), parse_mode: words.parse_mode, ...common };
const command = z.strictObject({
  command: z.string().regex(/^[a-z0-9_]{1,32}$/),
  description: z.string().min(1).max(256),
});
const scope = z.discriminatedUnion('type', [
  z.strictObject({ type: z.enum(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators']) }),
  z.strictObject({ type: z.enum(['chat', 'chat_administrators']), chat_id: chatId }),
  z.strictObject({ type: z.literal('chat_member'), chat_id: chatId, user_id: z.int() }),
]);
const commandsOf = {
  scope: scope.optional(),
  language_code: z
    .string()
    .regex(/^([a-z]{2})?$/)
    .optional(),
};
const kinds = z.array(z.string()).max(100);

export const METHODS = {
  getMe: z.strictObject({}),
  sendMessage: z.strictObject({ text: markup, ...words, ...common }),
  editMessageText: z.strictObject({
    chat_id: chatId,
    message_id: z.int().positive(),
    text: markup,
    ...words,
    reply_markup: keyboard.optional(),
  }),
  editMessageReplyMarkup: z.strictObject({
    chat_id: chatId,
    message_id: z.int().positive(),
    reply_markup: keyboard.optional(),
  }),
  answerCallbackQuery: z.strictObject({
    callback_query_id: z.string().min(1),
    text: z.string().max(200).optional(),
    show_alert: z.boolean().optional(),
    url: z.string().optional(),
    cache_time: z.int().optional(),
  }),
  sendPhoto: z.strictObject({ photo: file, ...captioned, show_caption_above_media: z.boolean().optional() }),
  sendDocument: z.strictObject({
    document: file,
    ...captioned,
    disable_content_type_detection: z.boolean().optional(),
  }),
  sendChatAction: z.strictObject({
    chat_id: chatId,
    message_thread_id: z.int().positive().optional(),
    action: z.enum(['typing', 'upload_photo', 'upload_document']),
  }),
  getChatMember: z.strictObject({ chat_id: chatId, user_id: z.int() }),
  setMyCommands: z.strictObject({ commands: z.array(command).max(100), ...commandsOf }),
  getMyCommands: z.strictObject(commandsOf),
  deleteMyCommands: z.strictObject(commandsOf),
  setWebhook: z.strictObject({
    url: z.string().regex(/^(https:\/\/.*)?$/, 'must be https'),
    max_connections: z.int().min(1).max(100).optional(),
    allowed_updates: kinds.optional(),
    drop_pending_updates: z.boolean().optional(),
    secret_token: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,256}$/)
      .optional(),
  }),
  deleteWebhook: z.strictObject({ drop_pending_updates: z.boolean().optional() }),
  getWebhookInfo: z.strictObject({}),
  getUpdates: z.strictObject({
    offset: z.int().optional(),
    limit: z.int().min(1).max(100).optional(),
    timeout: z.int().min(0).max(50).optional(),
    allowed_updates: kinds.optional(),
  }),
} as const satisfies Record<string, z.ZodType>;

export type Method = keyof typeof METHODS;
export type Payload<Name extends Method> = z.output<(typeof METHODS)[Name]>;

export const isMethod = (name: string): name is Method => Object.hasOwn(METHODS, name);

/** Parameters of these are written out as JSON where the request is a form. */
const WRITTEN_OUT = new Set(
  'reply_markup reply_parameters link_preview_options commands scope allowed_updates caption_entities'.split(' '),
);
const NUMBERS = new Set(
  'message_id message_thread_id user_id offset limit timeout max_connections cache_time'.split(' '),
);

/** A form knows nothing but text; this is what Telegram takes the text for. */
export function fromForm(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value];
      if (WRITTEN_OUT.has(name)) return [name, JSON.parse(value)];
      if (NUMBERS.has(name)) return [name, Number(value)];
      return [name, value === 'true' ? true : value === 'false' ? false : value];
    }),
  );
}
