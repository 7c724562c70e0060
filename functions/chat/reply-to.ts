import { NameTaken, NotThere } from '../subscriptions/fleets.ts';
import { LimitReached } from '../subscriptions/limits.ts';
import { answerAi } from './answers/ai.ts';
import { answerAlerts, dropRule, editRule } from './answers/alerts.ts';
import { answerChart, picture, pictureOfFleet } from './answers/chart.ts';
import { answerCompanies, followOne, toggleCompany } from './answers/companies.ts';
import { answerCost } from './answers/cost.ts';
import { answerDelete, erase } from './answers/delete.ts';
import { answerDifficulty } from './answers/difficulty.ts';
import { answerExport } from './answers/export.ts';
import { showFleet } from './answers/fleet.ts';
import { askDrop, askField, dropFleet, fieldTyped, fleetRigTapped } from './answers/fleet-change.ts';
import { commandFleet } from './answers/fleet-command.ts';
import { askMachine, askOtherRig, machineTyped, powerTyped, priceTapped, rigTapped } from './answers/fleet-new.ts';
import { ownOf } from './answers/fleets-of.ts';
import { answerHashprice } from './answers/hashprice.ts';
import { answerHelp } from './answers/help.ts';
import { answerHistory } from './answers/history.ts';
import { answerKinds, askLeast, leastTyped, setLeast, toggleKind } from './answers/kinds.ts';
import { askLine, lineTyped } from './answers/line.ts';
import { answerMargin } from './answers/margin.ts';
import { answerMiner, companyMeant, companyNamed } from './answers/miner.ts';
import { answerHolders } from './answers/miners.ts';
import { answerMute, askMute, muteFor, muteRule } from './answers/mute.ts';
import { notThere } from './answers/not-there.ts';
import { answerPanel } from './answers/panel.ts';
import { answerPrivacy } from './answers/privacy.ts';
import { answerProduction } from './answers/production.ts';
import { answerDismissed, answerOffer, answerResigned } from './answers/second.ts';
import { answerSetting } from './answers/setting.ts';
import {
  choose,
  chooseEscalation,
  commandSettings,
  settingTyped,
  toCurrency,
  toDigest,
  toLanguage,
  toLoudness,
  toQuiet,
  toUnit,
  toZone,
} from './answers/setting-change.ts';
import { chooseCrosspost, chooseMention } from './answers/setting-of-server.ts';
import { answerSettings } from './answers/settings.ts';
import { subscribeTyped, unsubscribeTyped } from './answers/subscribe.ts';
import { answerAlertTap, readAlertTap } from './answers/taps.ts';
import { answerTest } from './answers/test.ts';
import { answerTopics, toggleTopic } from './answers/topics.ts';
import { answerStart } from './answers/welcome.ts';
import type { Asked } from './asked.ts';
import { type Press, readPress } from './button.ts';
import type { Command } from './command.ts';
import { type Step, waiting } from './conversation.ts';
import { answer, button, type Desk, hushed, settle } from './desk.ts';
import { readLine } from './parse/line.ts';
import { readMachineAndPower, saysDraw } from './parse/machine.ts';
import { readSpan } from './parse/time-of-day.ts';
import { readZone } from './parse/zone.ts';
import { type CommandRead, commandFrom, readCommand } from './read-command.ts';
import type { Reply } from './reply.ts';

/** Any answer there is; what its chat has no room for, or no longer has, is one as well. */
export async function replyTo(desk: Desk, asked: Asked): Promise<Reply | undefined> {
  try {
    return await find(desk, asked);
  } catch (error) {
    const refused = refusedBy(desk, error);
    if (refused === undefined) throw error;
    return refused;
  }
}

function find(desk: Desk, asked: Asked): Promise<Reply | undefined> | Reply {
  switch (asked.kind) {
    case 'button':
      return tapped(desk, asked.data);
    case 'command':
      return commanded(desk, commandFrom(asked.name, asked.options));
    case 'words':
      return said(desk, asked.text);
  }
}

/** What a chat may not have more of, or has no more, in its own words. */
function refusedBy(desk: Desk, error: unknown): Reply | undefined {
  const { words } = desk;
  if (error instanceof NotThere) return notThere(desk);
  if (error instanceof NameTaken) {
    return answer(desk, {
      severity: 'warning',
      title: words.say('chat.wrong', {}),
      lead: words.say('chat.nameTaken', { name: error.taken }),
    });
  }
  if (!(error instanceof LimitReached)) return undefined;
  const { what, limit, used } = error;
  return answer(
    desk,
    { severity: 'warning', title: words.say('chat.limit', {}), lead: words.say(`limit.${what}`, { limit, used }) },
    [[button(words.say('button.alerts', {}), 'alerts', 0)]],
    { edits: false },
  );
}

/* ---------------------------------------------------------------------------------------------------- words */

const CANCEL = /^\/?(?:cancel|stop|abort|отмена|取消|cancelar|abbrechen)$/i;

async function said(desk: Desk, text: string): Promise<Reply | undefined> {
  const { deps, recipient, user, at, asked } = desk;
  const isCancel = CANCEL.test(text.trim());
  const command = isCancel ? undefined : readCommand(text);
  if (command !== undefined) return commanded(desk, command);
  const step = waiting(await deps.conversations.read(recipient, user), asked.key, at);
  if (isCancel) {
    await deps.conversations.end(recipient, user);
    if (step === undefined && asked.asker.place !== 'private') return undefined;
    return left(desk);
  }
  if (step !== undefined) return answered({ ...desk, answering: step }, step, text);
  // In a group people talk to each other, also below our messages.
  return asked.asker.place === 'private' ? outOfTheBlue(desk, text) : undefined;
}

/** The question itself is over already: any tap ends it. */
const left = (desk: Desk): Reply =>
  answer(desk, { title: desk.words.say('chat.cancelled', {}), lead: desk.words.say('chat.cancelledLead', {}) });

/** Nobody is held to a question: what is no answer to it, and plainly something else, is that, and ends it. */
async function answered(desk: Desk, step: Step, text: string): Promise<Reply> {
  const reply = await typed(desk, step, text);
  const meant = reply.misread ? plainlyMeant(desk, text) : undefined;
  if (meant === undefined) return reply;
  const other = await meant();
  await settle(desk);
  return other;
}

/** A line, a machine with its price, or a company, each without a doubt. */
function plainlyMeant(desk: Desk, text: string): (() => Promise<Reply>) | undefined {
  const { settings } = desk;
  if (readLine(text, settings).ok) return () => lineTyped(desk, text);
  const given = readMachineAndPower(text, settings.currency);
  const isFleet = given.ok && given.value.tariff !== undefined && ('rig' in given.value.machine || saysDraw(text));
  if (isFleet) return () => machineTyped(desk, text);
  return companyNamed(text) === undefined ? undefined : () => answerMiner(desk, text);
}

/** The answer to what was asked. */
function typed(desk: Desk, step: Step, text: string): Promise<Reply> {
  switch (step.awaits) {
    case 'machine':
      return machineTyped(desk, text);
    case 'power':
      return powerTyped(desk, step.machine, text);
    case 'field':
      return fieldTyped(desk, step.fleet, step.field, text);
    case 'line':
      return lineTyped(desk, text, step.instead);
    case 'ticker':
      return answerMiner(desk, text);
    case 'mute':
      return muteFor(desk, text);
    case 'least':
      return leastTyped(desk, text);
    case 'setting':
      return settingTyped(desk, step.setting, text);
  }
}

/** Nobody asked, but what it means is plain: a line, a machine with its price, a company. */
async function outOfTheBlue(desk: Desk, text: string): Promise<Reply> {
  const { settings, words } = desk;
  if (readLine(text, settings).ok) return lineTyped(desk, text);
  const machine = readMachineAndPower(text, settings.currency);
  const isMachine = machine.ok
    ? saysDraw(text) || !('joulesPerTerahash' in machine.value.machine)
    : machine.wrong.key === 'wrong.label';
  if (isMachine) return machineTyped(desk, text);
  if (companyMeant(text) !== undefined) return answerMiner(desk, text);
  const { fleets } = await ownOf(desk);
  return answer(desk, { title: words.say('chat.lost', {}), lead: words.say('chat.lostLead', {}) }, [
    [
      button(words.say(fleets.length > 0 ? 'button.addAnother' : 'button.addFleet', {}), 'newFleet'),
      button(words.say('button.hashprice', {}), 'command', 'hashprice'),
    ],
    [button(words.say('button.help', {}), 'command', 'help')],
  ]);
}

/* ---------------------------------------------------------------------------------------------------- commands */

function commanded(desk: Desk, read: CommandRead): Promise<Reply> | Reply {
  if ('command' in read) return run(desk, read.command);
  const { words } = desk;
  const { unknown, nearest } = read;
  return answer(
    desk,
    {
      title: words.say('chat.unknown', { command: `/${unknown}` }),
      lead:
        nearest === undefined
          ? words.say('chat.unknownLead', {})
          : words.say('chat.nearest', { command: `/${nearest}` }),
    },
    [[button(words.say('button.help', {}), 'command', 'help')]],
  );
}

function run(desk: Desk, command: Command): Promise<Reply> | Reply {
  switch (command.name) {
    case 'start':
      return answerStart(desk, command.payload);
    case 'hashprice':
      return answerHashprice(desk);
    case 'margin':
      return answerMargin(desk, command.fleet);
    case 'fleet':
      return commandFleet(desk, command);
    case 'cost':
      return answerCost(desk);
    case 'difficulty':
      return answerDifficulty(desk);
    case 'chart':
      return answerChart(desk, command);
    case 'ai':
      return answerAi(desk, command.fleet);
    case 'production':
      return answerProduction(desk);
    case 'miners':
      return answerPanel(desk);
    case 'miner':
      return answerMiner(desk, command.ticker);
    case 'alerts':
      return answerAlerts(desk);
    case 'subscribe':
      return subscribeTyped(desk, command.what);
    case 'unsubscribe':
      return unsubscribeTyped(desk, command.what);
    case 'mute':
      return command.time === undefined ? answerMute(desk) : muteFor(desk, command.time);
    case 'settings':
      return commandSettings(desk, command);
    case 'test':
      return answerTest(desk);
    case 'history':
      return answerHistory(desk);
    case 'help':
      return answerHelp(desk);
    case 'privacy':
      return answerPrivacy(desk);
    case 'export':
      return answerExport(desk);
    case 'delete':
      return answerDelete(desk);
  }
}

/* ---------------------------------------------------------------------------------------------------- buttons */

async function tapped(desk: Desk, data: string): Promise<Reply> {
  const alert = readAlertTap(data);
  if (alert !== undefined) return answerAlertTap(desk, alert);
  const press = readPress(data);
  if (press !== undefined) return pressed(desk, press);
  const { words } = desk;
  return hushed(desk, { title: words.say('chat.stale', {}), lead: words.say('chat.staleLead', {}) });
}

function pressed(desk: Desk, { verb, args }: Press): Promise<Reply> | Reply {
  switch (verb) {
    case 'command':
      return run(desk, { name: args[0] } as Command);
    case 'newFleet':
      return askMachine(desk);
    case 'newRig':
      return rigTapped(desk, ...args);
    case 'newPrice':
      return priceTapped(desk, ...args);
    case 'otherRig':
      return askOtherRig(desk);
    case 'fleet':
      return showFleet(desk, ...args);
    case 'marginOf':
      return answerMargin(desk, ...args);
    case 'askField':
      return askField(desk, ...args);
    case 'fleetRig':
      return fleetRigTapped(desk, ...args);
    case 'dropFleet':
      return askDrop(desk, ...args);
    case 'reallyDropFleet':
      return dropFleet(desk, ...args);
    case 'alerts':
      return answerAlerts(desk, ...args);
    case 'dropRule':
      return dropRule(desk, ...args);
    case 'editRule':
      return editRule(desk, ...args);
    case 'newLine':
      return askLine(desk);
    case 'topics':
      return answerTopics(desk);
    case 'topic':
      return toggleTopic(desk, ...args);
    case 'companies':
      return answerCompanies(desk, ...args);
    case 'follow':
      return toggleCompany(desk, ...args);
    case 'kinds':
      return answerKinds(desk);
    case 'kind':
      return toggleKind(desk, ...args);
    case 'least':
      return setLeast(desk, ...args);
    case 'askLeast':
      return askLeast(desk);
    case 'followOne':
      return followOne(desk, ...args);
    case 'miners':
      return answerPanel(desk, ...args);
    case 'holders':
      return answerHolders(desk, ...args);
    case 'miner':
      return answerMiner(desk, ...args);
    case 'chart':
      return chartTapped(desk, ...args);
    case 'mute':
      return muteFor(desk, ...args);
    case 'otherMute':
      return askMute(desk);
    case 'muteRule':
      return muteRule(desk, ...args);
    case 'settings':
      return answerSettings(desk);
    case 'setting':
      return answerSetting(desk, ...args);
    case 'language':
      return choose(desk, 'language', toLanguage(...args));
    case 'currency':
      return choose(desk, 'currency', toCurrency(...args));
    case 'unit':
      return choose(desk, 'unit', toUnit(...args));
    case 'zone': {
      const zone = readZone(args[0]);
      return zone.ok ? choose(desk, 'zone', toZone(zone.value)) : notThere(desk);
    }
    case 'quiet': {
      const span = readSpan(args[0]);
      if (!span.ok && args[0] !== 'off') return notThere(desk);
      return choose(desk, 'quiet', toQuiet(span.ok ? span.value : undefined));
    }
    case 'unmention':
      return chooseMention(desk, undefined);
    case 'crosspost':
      return chooseCrosspost(desk, args[0] === 'on');
    case 'loudness':
      return choose(desk, 'loudness', toLoudness(...args));
    case 'digest':
      return choose(desk, 'digest', toDigest(...args));
    case 'escalation':
      return chooseEscalation(desk, ...args);
    case 'offerSecond':
      return answerOffer(desk);
    case 'dropSecond':
      return answerDismissed(desk);
    case 'resign':
      return answerResigned(desk);
    case 'leave':
      return left(desk);
    case 'erase':
      return erase(desk, ...args);
  }
}

function chartTapped(desk: Desk, ...[of, span, about]: (Press & { verb: 'chart' })['args']): Promise<Reply> | Reply {
  if (about === '') return picture(desk, { of, span });
  return of === 'miner' ? picture(desk, { of, span, ticker: about }) : pictureOfFleet(desk, span, about);
}
