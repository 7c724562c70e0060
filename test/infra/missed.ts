import { ALARMS, type Alarm } from '../../infra/alarms.ts';

/** Whether an alarm waits for what a function counts; whatever else is on a schedule lays aside what failed. */
export const isMissedAtOnce = (name: string): boolean =>
  Object.values<Alarm>(ALARMS).some(
    (alarm) => 'below' in alarm && 'countOf' in alarm.metric && alarm.metric.by.some((one) => one === name),
  );
