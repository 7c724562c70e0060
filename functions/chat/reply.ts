import type { Telling } from '../delivery/telling.ts';

/** What a tap sends back (at most 64 bytes of UTF-8, Telegram's limit), or where it leads. */
export type Button = { label: string; data: string } | { label: string; url: string };

/** What a chart shows; drawn after the words have been sent. */
export type PictureAsked = {
  of: 'hashprice' | 'cost' | 'difficulty' | 'miner' | 'panel' | 'ai' | 'production';
  span: '7d' | '30d' | '90d' | '1y' | 'all';
  fleet?: string;
  ticker?: string;
};

/** An answer before it has a platform. @property toast what a tap itself is answered with, at most 200 characters. */
export type Reply = {
  telling: Telling;
  /** Rows of buttons under it. */
  buttons?: readonly (readonly Button[])[];
  /** Takes the place of the message whose button was tapped. */
  edits?: boolean;
  /** For whoever asked alone, where a platform can. */
  personal?: boolean;
  /** What a tap would have to say to be answered the same: by it somebody can show everybody what they alone see. */
  share?: string;
  /** What it says is told later, where whoever asked hears of things: on Discord that may be somewhere else. */
  promises?: boolean;
  /** What was typed could not be read. */
  misread?: boolean;
  toast?: string;
  /** A tap that changes nothing is answered with its toast alone, where a platform can; nothing is edited or sent. */
  toastOnly?: boolean;
  picture?: PictureAsked;
  /** A file to hand over, for `/export`. */
  file?: { name: string; mime: string; text: string };
};
