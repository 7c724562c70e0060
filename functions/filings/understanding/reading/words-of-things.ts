import { phrases } from './phrases.ts';

/** Coins. Languages share the lists: a word of one is rarely a word of another. */
export const COINS = phrases(`
  bitcoin, bitcoins, btc, btcs, ₿, xbt, coins, coin, digital assets, digital asset, crypto assets, crypto asset,
  digital currency, digital currencies, cryptocurrency, cryptocurrencies, cryptocurrency assets, crypto, cryptos,
  sats, биткоин*, биткойн*, біткойн*, біткоїн*, 比特币, 比特幣, ビットコイン
`);

/** What a company keeps its coins in; alone after a verb of selling, it stands for the coins. */
export const RESERVE = phrases(`
  treasury, treasuries, reserve, reserves, holdings, holding, balance sheet, stack, stash, hoard, hoards, stockpile,
  stockpiles, inventory, hodl, hodl position, existing, previously mined, war chest, nest egg, coffers, vault, vaults,
  entire position, remaining position, btc position, riserve, tesoreria, reservas, tesorería, reserven, bestände,
  bestand, bitcoin-bestände, réserves, trésorerie, tesouraria, резерв*, запас*, казначейств*, 储备, 儲備, 库存, 庫存, 金库, 国库,
  財庫, 财库, 資產負債表, 资产负债表, 持仓, 持倉, 準備金, 保有分, 存量
`);

/** Coins of the period. */
export const PRODUCTION = phrases(`
  production, newly mined, newly-mined, newly minted, newly-minted, newly produced, newly-produced, freshly mined,
  freshly minted, self-mined, mined, produced, output, monthly production, produzione, producción, neu geschürft*,
  produktion, produção, добыт*, 产量, 產量, 新开采, 新開採, 新产出, 新挖, 当月产出, 產出, 产出
`);

/** Whatever else companies sell: after a verb of selling, one of these before any coin means that no coin was sold. */
export const OTHERS = phrases(`
  miner, miners, machine, machines, rig, rigs, asic, asics, antminer, antminers, server, servers, equipment, hardware,
  infrastructure, container, containers, fleet, gpu, gpus, gear, models, units, computers, devices, chips, processors, inventory of miners, share, shares, stock, stocks, ads, adss, adr, adrs,
  security, securities, equity, note, notes, bond, bonds, debt, debenture, debentures, warrant, warrants, unit, units,
  option, options, contract, contracts, put, puts, call, calls, covered calls, derivatives, futures, forwards, swaps,
  convertibles, ordinary shares, common stock, preferred stock, paper, facility, facilities, site, sites, campus,
  plant, plants, mine, mines, property, properties, land, building, buildings, data center, data centers, data centre,
  data centres, datacenter, datacenters, farm, farms, subsidiary, subsidiaries, business, businesses, operations,
  company, companies, stake, stakes, interest, interests, joint venture, joint ventures, venture, division,
  portfolio company, jv, assets and liabilities, power, electricity, energy, hashrate, hash rate, computing power,
  hash, capacity, megawatt, megawatts, mw, hosting, services, service, products, product, software, credits,
  power credits, carbon credits, heat, etf, etfs, atm, atms, fund, funds, trust, loan, loans, ethereum, eth, ether,
  tokens, token, stablecoin*, usdc, usdt, dogecoin, doge, litecoin, ltc, zcash, aleo, kaspa, asset, assets,
  compute, treasury bills, treasury bill, t-bills, treasuries bills, real estate, marketable securities, investment, investments, акци*, оборудовани*, облигаци*, azioni, impianto,
  macchine, acciones, aktien, anleihe*, anlagen, actions, ações, 股票, 股份, 矿机, 礦機, 矿场, 礦場, 设备, 設備, 算力, 债券, 債券
`);
