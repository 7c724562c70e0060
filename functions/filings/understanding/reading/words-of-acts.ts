import { phrases } from './phrases.ts';

/** `plain|-s|-ing|past`: what is done with coins. Of regular verbs the plain form is enough, the others are made. */
export const VERBS = {
  sell: phrases(`
    sell|sells|selling|sold, sell off|sells off|selling off|sold off, sell down|sells down|selling down|sold down,
    go to buyers|goes to buyers|going to buyers|went to buyers, find buyers|finds buyers|finding buyers|found buyers,
    liquidate, monetize, monetise, offload, off-load, unload, dump, dispose of, dispose, divest, cash in, cash out,
    part with, part ways with, ditch, -|sheds|shedding|shed, jettison, drain, empty, unwind|unwinds|unwinding|unwound,
    -|lets go of|letting go of|let go of, get rid of|gets rid of|getting rid of|got rid of,
    say goodbye to|says goodbye to|saying goodbye to|said goodbye to, turn to cash, turn into cash, turn into money,
    convert to cash, convert into cash, convert to fiat, convert into fiat, convert into dollars,
    find a buyer|finds a buyer|finding a buyer|found a buyer, auction, auction off, relinquish, bring to market|brings to market|bringing to market|brought to market, resell|resells|reselling|resold,
    cedere|cede|cedendo|ceduto, vendere|vende|vendendo|venduto, vendere|vendono|vendendo|venduti, vender|vende|vendiendo|vendió,
    vender|venden|vendiendo|vendido, vender|vendem|vendendo|vendeu, vender|vendem|vendendo|vendidos,
    vender|vendem|vendendo|venderam, vender|vendem|vendendo|vendieron, verkaufen|verkauft|verkaufend|verkaufte,
    veräußern|veräußert|veräußernd|veräußerte, verkaufen|verkaufen|verkaufend|verkauften, vendre|vend|vendant|vendu,
    vendre|vendent|vendant|vendus, продати|продає|продаючи|продала, продавати|продають|продаючи|продав,
    продати|продасть|продаючи|продали, продати|продається|продаючи|продано, продать|продаёт|продавая|продала, продавать|продает|продавая|продал,
    продавать|продают|продавая|продавала, продавать|продаёт|продавая|продавал, продавать|продают|продавая|продавали, продавать|продают|продавая|продали, продать|продаст|продав|продано, реализовать|реализует|реализуя|реализовала,
    ликвидировать|ликвидирует|ликвидируя|ликвидировала, 出售|出售|出售|出售了, 抛售|抛售|抛售|抛售了, 卖出|卖出|卖出|卖出了, 賣出|賣出|賣出|賣出了,
    拋售|拋售|拋售|拋售了, 变现|变现|变现|变现了, 減持|減持|減持|減持了, 减持|减持|减持|减持了, 出售|出售|出售|已出售, 出售|出售|出售|售出, 清仓|清仓|清仓|清仓了, 清空|清空|清空|清空了,
    売却|売却|売却|売却した, 売却する|売却する|売却|売却し, 売る|売る|売り|売った
  `),
  /** Sales only of coins, and only where money, or what money buys, comes of it. */
  use: phrases(`
    convert, turn, deploy, use, utilize, utilise, spend|spends|spending|spent, apply, exchange, swap, tap,
    flip|flips|flipping|flipped, trade, dip into|dips into|dipping into|dipped into, tap into, raid, delve into, eat into|eats into|eating into|ate into, redeem, draw on|draws on|drawing on|drew on, draw down|draws down|drawing down|drew down, rotate, transition,
    move, shift, trade in, -|puts to use|putting to use|put to use, transfer,
    convertire|converte|convertendo|convertito, tauschen|tauscht|tauschend|getauscht
  `),
  /** Said of holdings that became less. */
  shrink: phrases(`
    reduce, lower, -|cuts|cutting|cut, trim|trims|trimming|trimmed, pare|pares|paring|pared,
    lighten, slim|slims|slimming|slimmed, shave, sell down|sells down|selling down|sold down, pare down|pares down|paring down|pared down, shrink|shrinks|shrinking|shrank, decrease, decline,
    drop|drops|dropping|dropped, fall|falls|falling|fell, slip|slips|slipping|slipped, dip|dips|dipping|dipped, halve,
    come down|comes down|coming down|came down, go down|goes down|going down|went down,
    bring down|brings down|bringing down|brought down, take down|takes down|taking down|took down, dwindle, deplete,
    scale back, diminish, wind down|winds down|winding down|wound down, run down|runs down|running down|ran down,
    whittle down, lessen
  `),
  mine: phrases(`
    mine, self-mine, churn out, turn out, pump out, crank out, create, dig up|digs up|digging up|dug up, unearth, extract, win|wins|winning|won, produce, generate, earn, mint, yield, bring|brings|bringing|brought,
    come out of|comes out of|coming out of|came out of, minare|mina|minando|minato, minare|minano|minando|minati,
    produrre|produce|producendo|prodotto, produrre|producono|producendo|prodotti, estrarre|estrae|estraendo|estratto,
    minar|mina|minando|minó, minar|minan|minando|minado, minar|minan|minando|minados,
    producir|produce|produciendo|produjo, schürfen|schürft|schürfend|geschürft, schürfen|schürfen|schürfend|schürfte,
    produzieren|produziert|produzierend|produzierte, minent|mine|minant|miné, minent|mine|minant|minés,
    produire|produit|produisant|produit, produire|produisent|produisant|produits, produzir|produz|produzindo|produziu,
    extraire|extrait|extrayant|extrait, minerar|minera|minerando|minerou, добыть|добывает|добывая|добыла,
    видобути|видобуває|видобуваючи|видобула, видобути|видобувають|видобуваючи|видобули,
    добыть|добывает|добывая|добыл, добыть|добывают|добывая|добыто, добыть|добывают|добывая|добыли, 挖出|挖出|挖出|挖出了,
    开采|开采|开采|开采了, 開採|開採|開採|開採了, 产出|产出|产出|产出了, 產出|產出|產出|產出了, 生产|生产|生产|生产了, 生產|生產|生產|生產了, 采掘|采掘|采掘|采掘した, 採掘|採掘|採掘|採掘した,
    生産|生産|生産|生産した
  `),
  hold: phrases(`
    hold|holds|holding|held, have|has|having|had, amass, gather, pile up, hoard, accumulate, own, control, contain, comprise, boast, sit on|sits on|sitting on|sat on, hodl|hodls|hodling|hodled, retain, keep|keeps|keeping|kept, possess,
    detenere|detiene|detenendo|detenuti, detenere|detiene|detenendo|detenuto, mantener|mantiene|manteniendo|mantenía, poseer|posee|poseyendo|poseía,
    halten|hält|haltend|hielt, détenir|détient|détenant|détenu, detener|detém|detendo|detinha,
    тримати|тримає|тримаючи|тримала, володіти|володіє|володіючи|володіла, утримувати|утримує|утримуючи|утримувала,
    держать|держит|держа|держала, владеть|владеет|владея|владела, 持有|持有|持有|持有了, 手握|手握|手握|手握了, 保有|保有|保有|保有した,
    持っている|持っている|持って|持っていた
  `),
  buy: phrases(`
    purchase, buy|buys|buying|bought, acquire, pick up, scoop up, snap up, grab|grabs|grabbing|grabbed, add, repurchase,
    buy back|buys back|buying back|bought back, acquistare|acquista|acquistando|acquistato,
    comprar|compra|comprando|compró, adquirir|adquiere|adquiriendo|adquirió, kaufen|kauft|kaufend|kaufte,
    kaufen|kaufen|kaufend|gekauft, acheter|achète|achetant|acheté, comprar|compra|comprando|comprou,
    купити|купує|купуючи|купила, придбати|придбає|придбаючи|придбала,
    купить|покупает|покупая|купила, купить|покупает|покупая|купил, приобрести|приобретает|приобретая|приобрела,
    购买|购买|购买|购买了, 購買|購買|購買|購買了, 买入|买入|买入|买入了, 買入|買入|買入|買入了, 增持|增持|增持|增持了, 購入|購入|購入|購入した
  `),
  pledge: phrases(`
    pledge, post, lend|lends|lending|lent, loan, encumber, collateralize, collateralise, borrow, escrow, lock up,
    stake
  `),
} as const;
export type Verb = keyof typeof VERBS;

/** The same, as nouns. */
export const NOUNS: Readonly<Record<Verb, readonly string[]>> = {
  sell: phrases(`
    sale, sales, net seller, net sellers, seller, liquidation, liquidations, monetization, monetisation, disposition, dispositions, disposal,
    disposals, divestment, divestiture, sell-down, selldown, sell-off, selloff, vendita, vendite, venta, ventas, verkauf, verkäufe,
    verkäufen, veräußerung, vente, ventes, venda, vendas, продажа, продажи, продажу, продаже, продаж, распродаж*,
    реализация, реализации, продажу, продажем, розпродаж*, ліквідаці*
  `),
  use: phrases(`
    conversion, exchange, deployment
  `),
  shrink: phrases(`
    reduction, decrease, decline, drawdown
  `),
  mine: phrases(`
    production, output, haul, produzione, producción, produktion, produção, добыча, добычи, видобуток, видобутку, 产量, 產量, 生産量, mining rewards, bitcoin generation, btc generation
  `),
  hold: phrases(`
    holdings, holding, balance, treasury, treasuries, reserve, reserves, stash, stack, hoard, pile, stockpile,
    inventory, possession, on its books, on the books, on their books, on our books, custody, position, war chest, coffers, vault, in store, on hand, in hand, in the hands, hands,
    hodl, with, unencumbered, unrestricted, liquidity, still has, has left, remaining, belong, belongs, in its possession, stocks, riserve, riserva,
    reservas, bestand, bestände, réserves, резерв*, запас*, балансе, 持仓, 持倉, 持币量, 持有量, 储备, 保有量, 库存, 庫存
  `),
  buy: phrases(`
    purchase, purchases, acquisition, acquisitions, buy, buys, acquisto, compra, kauf, achat, покупк*
  `),
  pledge: phrases(`
    collateral, pledge, loan, loans, bitcoin-backed, btc-backed, margin call, margin calls, encumbered, restricted,
    secured by, security, guarantee, receivable
  `),
};
