/** Fixed texts of a repair order's document. */
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
  /** Separator in a list. */
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
    fuel: 'Fuel level',
    advisor: 'Service advisor',
    promised: 'Ready by',
    concerns: 'Concerns',
    noCause: 'cause not yet diagnosed',
    damages: 'Existing damage',
    belongings: 'Belongings in the vehicle',
    none: 'none',
    work: 'Work and prices',
    item: 'Item',
    position: 'Work or part',
    quantity: 'Quantity',
    price: 'Unit price',
    net: 'Net amount',
    payer: 'Payer',
    netTotal: 'Net total',
    tax: 'Tax',
    customerPays: 'Payable by the customer',
    ceiling: 'Changes up to this amount need no further approval; you will be informed',
    phone: 'Tel.',
    taxNumber: 'Tax number',
    join: '; ',
    colon: ': ',
    notes: [
      'The customer orders the work listed, at the prices quoted.',
      'Items, prices and delivery time are not changed without the approval of the customer.',
    ],
  },
  zh: {
    title: '维修任务委托书',
    customer: '客户',
    plate: '车牌号',
    model: '车型',
    odometer: '里程表读数',
    fuel: '油量',
    advisor: '服务顾问',
    promised: '约定交车时间',
    concerns: '客户陈述',
    noCause: '原因待诊断',
    damages: '已有损伤',
    belongings: '车内物品',
    none: '无',
    work: '维修项目及价格',
    item: '序号',
    position: '工时或配件',
    quantity: '数量',
    price: '单价',
    net: '金额',
    payer: '付款方',
    netTotal: '不含税合计',
    tax: '税额',
    customerPays: '客户应付',
    ceiling: '此金额以内的变更无需另行确认，将告知客户',
    phone: '电话',
    taxNumber: '税号',
    join: '；',
    colon: '：',
    notes: ['客户委托进行所列维修项目，并认可报价。', '未经客户同意，不得变更项目、价格和交车时间。'],
  },
};
