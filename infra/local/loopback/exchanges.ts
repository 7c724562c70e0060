import type { MarketServer, View } from './world.ts';

const price = ({ world, t }: View): string => world.priceAt(t).toFixed(2);
const FIVE_MINUTES = 300_000;

export const coinbase: MarketServer = {
  errorInside: { message: 'Public rate limit exceeded' },
  page: (path, _query, view) =>
    path === 'products/BTC-USD/ticker'
      ? {
          json: {
            trade_id: 912_345_678,
            price: price(view),
            size: '0.00123',
            time: view.t.toISOString().replace('Z', '456Z'),
            bid: price(view),
            ask: price(view),
            volume: '8123.45678901',
            rfq_volume: '12.3',
          },
        }
      : undefined,
};

export const kraken: MarketServer = {
  errorInside: { error: ['EService:Unavailable'] },
  page: (path, query, view) => {
    if (path !== '0/public/Ticker') return undefined;
    if (query.get('pair') !== 'XBTUSD') return { json: { error: ['EQuery:Unknown asset pair'] } };
    const last = `${price(view)}000`;
    const ticker = {
      a: [last, '1', '1.000'],
      b: [last, '2', '2.000'],
      c: [last, '0.00067643'],
      v: ['1083.67001100', '2412.73601799'],
      p: [last, last],
      t: [34_619, 58_907],
      l: [last, last],
      h: [last, last],
      o: last,
    };
    return { json: { error: [], result: { XXBTZUSD: ticker } } };
  },
};

export const bitstamp: MarketServer = {
  errorInside: { status: 'error', reason: 'Request rate limit exceeded', code: '400.002' },
  page: (path, _query, view) => {
    if (path !== 'api/v2/ticker/btcusd/') return undefined;
    const last = price(view);
    const timestamp = String(Math.floor(view.t.getTime() / 1_000));
    const day = { open: last, high: last, low: last, vwap: last, open_24: last, percent_change_24: '-0.27' };
    return { json: { timestamp, last, volume: '1063.13819902', bid: last, ask: last, side: '0', ...day } };
  },
};

export const gemini: MarketServer = {
  errorInside: { result: 'error', reason: 'RateLimit', message: 'Requests were made too frequently' },
  page: (path, _query, view) => {
    if (path !== 'v1/pubticker/btcusd') return undefined;
    const last = price(view);
    // Their volume is reckoned every five minutes, and its time is the only one they send.
    const timestamp = Math.floor(view.t.getTime() / FIVE_MINUTES) * FIVE_MINUTES;
    return { json: { bid: last, ask: last, volume: { BTC: '615.46861748', USD: '53947307.57', timestamp }, last } };
  },
};
