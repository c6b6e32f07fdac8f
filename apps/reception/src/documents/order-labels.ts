/** What stands on the document of a repair order beside its facts. */
export interface OrderLabels {
  title: string;
  customer: string;
  plate: string;
  model: string;
  odometer: string;
  fuel: string;
  advisor: string;
  promised: string;
  concerns: string;
  noCause: string;
  damages: string;
  belongings: string;
  none: string;
  work: string;
  item: string;
  position: string;
  quantity: string;
  price: string;
  net: string;
  payer: string;
  netTotal: string;
  tax: string;
  customerPays: string;
  ceiling: string;
  phone: string;
  taxNumber: string;
  payers: Record<string, string>;
  identified: Record<string, string>;
  /** Why somebody was accepted who is not known as one who may approve. */
  accepted: Record<string, string>;
  /** Between the two. */
  join: string;
  colon: string;
  notes: string[];
}

export const orderLabels: Readonly<Record<'zh' | 'en', OrderLabels>> = {
  en: {
    title: 'Repair order',
    customer: 'Customer',
    plate: 'Plate',
    model: 'Model',
    odometer: 'Odometer',
    fuel: 'Fuel',
    advisor: 'Service advisor',
    promised: 'Ready by',
    concerns: "Customer's account",
    noCause: 'cause to be found',
    damages: 'Damages noted',
    belongings: 'Left in the truck',
    none: 'none',
    work: 'Work and price',
    item: 'Item',
    position: 'Work or part',
    quantity: 'Quantity',
    price: 'Price',
    net: 'Net',
    payer: 'Paid by',
    netTotal: 'Net',
    tax: 'Tax',
    customerPays: 'The customer pays',
    ceiling: 'Changes up to this sum are told, not asked',
    phone: 'Tel.',
    taxNumber: 'Tax number',
    payers: {
      customer: 'customer',
      warranty: 'warranty',
      campaign: 'campaign',
      contract: 'contract',
      goodwill: 'goodwill',
      insurer: 'insurer',
      internal: 'station',
    },
    identified: {
      known: 'known in person',
      id_card: 'identity card',
      driving_licence: 'driving licence',
      company_card: 'company card',
      power_of_attorney: 'power of attorney',
    },
    accepted: {
      customer_in_person: 'the customer in person',
      named_in_registration: 'named in the registration',
      confirmed_by_phone: 'confirmed by phone',
      written_authority: 'written authority',
      other: 'accepted by the advisor',
    },
    join: '; ',
    colon: ': ',
    notes: [
      'The customer orders the work listed, at the price quoted.',
      'Items, price and time are not changed without asking the customer.',
    ],
  },
  zh: {
    title: '维修任务委托书',
    customer: '客户',
    plate: '车牌号',
    model: '车型',
    odometer: '里程',
    fuel: '油量',
    advisor: '服务顾问',
    promised: '约定交车时间',
    concerns: '客户陈述',
    noCause: '原因待查',
    damages: '已记录损伤',
    belongings: '车内遗留物品',
    none: '无',
    work: '维修项目与价格',
    item: '项目',
    position: '工时或备件',
    quantity: '数量',
    price: '单价',
    net: '金额',
    payer: '付款方',
    netTotal: '不含税合计',
    tax: '税额',
    customerPays: '客户应付',
    ceiling: '在此金额以内的变更，告知客户即可',
    phone: '电话',
    taxNumber: '税号',
    payers: {
      customer: '客户',
      warranty: '保修',
      campaign: '召回',
      contract: '合同',
      goodwill: '善意',
      insurer: '保险',
      internal: '本站',
    },
    identified: {
      known: '熟识本人',
      id_card: '身份证',
      driving_licence: '驾驶证',
      company_card: '工作证',
      power_of_attorney: '授权书',
    },
    accepted: {
      customer_in_person: '客户本人',
      named_in_registration: '行驶证所有人',
      confirmed_by_phone: '电话确认',
      written_authority: '书面授权',
      other: '服务顾问认可',
    },
    join: '；',
    colon: '：',
    notes: ['客户委托进行所列维修项目，并认可报价。', '未经客户同意，不得变更项目、价格和交车时间。'],
  },
};
