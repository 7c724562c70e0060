import { phrases } from './phrases.ts';

/** What stands before a verb and turns its meaning. Looked for within the clause, nearest first. */
export const TURNS = {
  negated: phrases(`
    not, no, never, none, nobody, no one, not a single, neither, nor, without, zero, rather than, instead of, as opposed to, avoid, avoids, avoided,
    avoiding, opted against, opting against, opts against, decided against, refrain from, refrained from,
    refraining from, refrains from, abstained from, abstains from, stopped, stops, stop, ceased, ceases, cease,
    paused, pauses, pause, halted, halts, suspended, suspends, no longer, yet to, nothing, hardly any, kept from,
    keeps from, keep from, ahead of any, declined to, declines to, refused to, refuses to, resisted, resists, shunned,
    held off, holding off, hold off, rule out, ruled out, rules out, ruling out, need to, obviate, didn't, don't, doesn't,
    hasn't, haven't, hadn't, wasn't, weren't, isn't, aren't, won't, wouldn't, cannot, can't, didn’t, don’t, doesn’t,
    hasn’t, haven’t, hadn’t, wasn’t, weren’t, isn’t, aren’t, won’t, wouldn’t, can’t, non, senza, nicht, keine, keinen,
    kein, ohne, ne, aucun, aucune, sans, não, sem, sin, ningún, не, без, ни, 没有, 沒有, 未, 不会, 不會, 并未, 並未, 從未, 从未, 并不,
    並不, 不
  `),
  denied: phrases(`
    denied, denies, deny, denying, refuted, refutes, refuting, dismissed, dismisses, rejected, rejects, disputes,
    disputed, rumor, rumors, rumour, rumours, false, misreading, misread, misinterpret*, pushes back, pushed back,
    untrue, prank, speculation, allegation, allegations, опровер*, слух*, 否认, 否認, 猜想, 猜測, 猜测, 传言, 傳言, 谣言
  `),
  conditional: phrases(`
    if, unless, in the event, in case, were to, forced to, be required to, might be, may be forced, could be forced,
    may need to, may have to, could, would, should, might, whether, risk, risks, speculat*, potential, potentially,
    possible, possibly, hypothetical*, question, questions, wonder*, fear, fears, pressure to, what would, would have,
    could have, provided that, decisions to, decisions, assuming, suppose, scenario, se, wenn, würde, könnte, potrebbe, podría, poderia,
    si, если, бы, 如果, 若, もし
  `),
  planned: phrases(`
    will, shall, plan, plans, planned, planning, intend, intends, intended, intention, intentions, expect, expects,
    expected, aim, aims, going to, set to, about to, prepare, prepares, preparing, consider, considers, considering,
    looking to, look to, looks to, proposed, proposes, weigh, weighs, weighing, explore, explores, exploring, seek,
    seeks, seeking, means to, mean to, meant to, wants to, want to, ready to, readiness to, willing to,
    willingness to, open to, openness to, propose, proposal, promised to, pledged to, committed to,
    commits to, mulls, mulling, eyes, eyeing, hints, hinted, signals, signaled, signalled, upcoming, future,
    announces plans, is to, are to, be to, pianifica, planea, intende, prévoit, pretende, beabsichtigt,
    планиру*, собира*, намер*, курс, 计划, 計劃, 拟, 擬, 打算, 即将, 即將, 将, 將, 予定, 方針
  `),
  permitted: phrases(`
    may, can, allow, allows, allowed, allowing, permit, permits, permitted, permitting, authorize, authorizes,
    authorized, authorised, authorizing, authorization, enable, enables, enabling, option to, ability to,
    flexibility to, right to, freedom to, room to, discretion to, opens the door, opened the door, opening the door,
    opens door, leaves the door open, left the door open, program, programme, policy, strategy, framework, mandate,
    approve, approved, approves, from time to time, greenlights, greenlit, clears the way, paves the way,
    paved the way, is free to, are free to, be free to, at its discretion, discretionary, optionality,
    opportunistically, as opportunities, consente, permite, erlaubt, autoriza, autorizza, autorise, разреш*, позвол*,
    допуска*, предусматрива*, может, могут, 允许, 允許, 授权, 授權, 批准, 可以, 可視, 可视, 可能, 能够, 許可
  `),
} as const;
export type Turn = keyof typeof TURNS;
