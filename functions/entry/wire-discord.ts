import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Access } from '../chat/access.ts';
import { type Answer, type AttendDeps, attend, unknown } from '../chat/discord/attend.ts';
import type { Interaction, Reading } from '../chat/discord/interaction.ts';
import { DynamoPlaces } from '../chat/places.dynamodb.ts';
import { answerWithPicture } from '../delivery/pictures/ask.ts';
import type { PictureTaskJson } from '../delivery/pictures/task.ts';
import { Misconfigured } from '../kit/errors.ts';
import { later, minutes } from '../units/time.ts';
import type { Wired } from './wire.ts';
import { wireChat } from './wire-chat.ts';
import { json } from './wire-http.ts';

/** As long as an interaction can be answered. */
const TOKEN_LIVES = minutes(15);

/** What stands behind the door to Discord: all the answers there are. */
export function wireDiscord(
  wired: Wired<'discord-interactions'>,
  access: Access,
): (interaction: Exclude<Reading, { kind: 'ping' }>) => Promise<APIGatewayProxyStructuredResultV2> {
  const { env, clock, log, table, queue } = wired;
  const places = new DynamoPlaces(table);
  const chat = wireChat(wired, { discord: queue(env.DISCORD_DIRECT_QUEUE_URL) }, places);
  const pictures = queue<PictureTaskJson>(env.PICTURES_QUEUE_URL);
  const deps: AttendDeps = {
    ...chat.keepers,
    door: {
      access,
      places,
      most: env.MOST_CHATS,
      code: () => Promise.reject(new Misconfigured('nobody is invited')),
    },
    respond: chat.respond,
    heard: chat.heard,
    draw: (picture, interaction, { recipient, at, words }) =>
      answerWithPicture(pictures, picture, recipient, { ...awaited(interaction, at), message: words }, at),
    clock,
    log,
  };

  return async (interaction) => {
    if (interaction.kind !== 'unknown') return told(await attend(deps, interaction));
    log.info('an interaction of a kind that nobody knows');
    return told(await unknown(interaction.language, clock.now()));
  };
}

const awaited = ({ id, application, token, language }: Interaction, at: Date) => ({
  application,
  id,
  token,
  until: later(at, TOKEN_LIVES),
  ...(language !== undefined && { language }),
});

/** With a file, the answer is a form; the same that Discord takes everywhere else. */
async function told({ response, file }: Answer): Promise<APIGatewayProxyStructuredResultV2> {
  if (file === undefined) return json(200, response);
  const form = new FormData();
  const attachments = [{ id: '0', filename: file.name }];
  form.set(
    'payload_json',
    JSON.stringify({ ...response, data: { ...('data' in response && response.data), attachments } }),
  );
  form.set('files[0]', new Blob([file.text], { type: file.mime }), file.name);
  const written = new Response(form);
  return {
    statusCode: 200,
    headers: { 'content-type': written.headers.get('content-type') ?? 'multipart/form-data' },
    body: await written.text(),
  };
}
