// Forms of the demo network.

interface Point {
  code: string;
  descriptionEn: string;
  descriptionZh: string;
  answer: 'ok_or_not' | 'number' | 'choice' | 'text';
  unit?: string;
  lowest?: string;
  choices?: string[];
}

const tick = (code: string, descriptionEn: string, descriptionZh: string): Point => ({
  code,
  descriptionEn,
  descriptionZh,
  answer: 'ok_or_not',
});
const text = (code: string, descriptionEn: string, descriptionZh: string): Point => ({
  code,
  descriptionEn,
  descriptionZh,
  answer: 'text',
});
const choice = (code: string, descriptionEn: string, descriptionZh: string, ...choices: string[]): Point => ({
  code,
  descriptionEn,
  descriptionZh,
  answer: 'choice',
  choices,
});
const number = (code: string, descriptionEn: string, descriptionZh: string, unit = '', lowest = ''): Point => ({
  code,
  descriptionEn,
  descriptionZh,
  answer: 'number',
  unit,
  lowest,
});

const form = (kind: string, titleEn: string, titleZh: string, points: Point[], roadTest = false) => ({
  version: 1,
  kind,
  titleEn,
  titleZh,
  points,
  roadTest,
});

const fromZeroToTen = Array.from({ length: 11 }, (_, index) => String(index));

export const forms = [
  form('check_sheet', 'Reception check sheet', '接车检查单', [
    tick('lights', 'Lights and indicators', '灯光与信号'),
    tick('wipers', 'Wipers and windscreen', '雨刮与风挡玻璃'),
    tick('horn', 'Horn', '喇叭'),
    tick('leaks', 'No oil, fuel or coolant leaks', '无机油、燃油、冷却液泄漏'),
    tick('air_system', 'Air system builds up and holds pressure', '气路建压与保压'),
    tick('body', 'Body and mirrors are undamaged', '车身与后视镜无损伤'),
    tick('equipment', 'Warning triangle, extinguisher, spare wheel', '三角牌、灭火器、备胎'),
    number('tread_front', 'Tread depth of the front tyres', '前轮花纹深度', 'mm', '3.2'),
    number('tread_rear', 'Tread depth of the rear tyres', '后轮花纹深度', 'mm', '1.6'),
    number('brake_lining', 'Thinnest brake lining', '最薄制动片厚度', 'mm', '5'),
    choice('fuel', 'Fuel level', '油量', '0', '1/4', '1/2', '3/4', '1'),
    text('belongings', 'Belongings left in the cab', '车上遗留物品'),
  ]),
  form(
    'inspection',
    'Final inspection',
    '竣工检验单',
    [
      tick('order_done', 'All work on the order is done', '委托项目全部完成'),
      tick('torque', 'Wheel nuts and fasteners are tightened to torque', '车轮螺母及连接件按力矩拧紧'),
      tick('brakes', 'Brakes work evenly', '制动均匀有效'),
      tick('steering', 'Steering has no play', '转向无间隙'),
      tick('leaks', 'No leaks after running the engine', '发动机运转后无泄漏'),
      tick('fault_codes', 'No active fault codes', '无现行故障码'),
      tick('clean', 'Cab and body are clean', '驾驶室及车身清洁'),
      number('tread_least', 'Smallest tread depth', '最小花纹深度', 'mm', '1.6'),
      number('brake_lining', 'Thinnest brake lining', '最薄制动片厚度', 'mm', '5'),
    ],
    true,
  ),
  form('self_inspection', 'Self-inspection by the technician', '技师自检单', [
    tick('work_done', 'The work follows the repair manual', '按手册完成作业'),
    tick('fastened', 'All loosened fasteners are tightened', '拆卸部件均已紧固'),
    tick('tools_back', 'No tools are left in the vehicle', '车上无遗留工具'),
    tick('function', 'The repaired parts work', '修复部位功能正常'),
    tick('covers', 'Covers are in place and clean', '防护用品完好清洁'),
  ]),
  form('order_inspection', 'Self-inspection of the whole order', '整单自检单', [
    tick('all_jobs', 'All jobs of the order are finished', '委托书全部作业完成'),
    tick('old_parts', 'Replaced parts are collected for the customer', '旧件已归集待客户确认'),
    tick('findings', 'All findings are reported to the advisor', '发现的问题均已告知服务顾问'),
    tick('cleared', 'The bay is cleared', '工位已清理'),
  ]),
  form('survey', 'Follow-up call', '回访问卷', [
    choice('recommend', 'Would you recommend us?', '您愿意推荐我们吗？', ...fromZeroToTen),
    choice('fixed', 'Has the fault been fixed?', '故障是否已排除？', 'yes', 'partly', 'no'),
    choice('on_time', 'Was the vehicle ready when promised?', '是否按承诺时间交车？', 'yes', 'no'),
    choice('explained', 'Were the work and the invoice explained?', '是否向您解释了维修内容和费用？', 'yes', 'no'),
    text('remarks', "Customer's comments", '客户原话'),
  ]),
  form('call_script', 'Script of the follow-up call', '回访话术', [
    text(
      'greeting',
      'Give your name and station, and ask whether now is a good time',
      '自报姓名与服务站，询问是否方便',
    ),
    text('open_question', 'Ask open questions about the vehicle and the visit', '开放式询问车辆使用及服务感受'),
    text('no_excuses', 'Record criticism as stated, without making excuses', '如实记录批评意见，不作辩解'),
    text('thanks', 'Thank the customer and explain what happens next', '致谢并告知后续处理'),
  ]),
  form('consent', 'Consent to the repair order', '维修委托确认书', [
    tick('work', 'I order the listed work at the quoted price.', '本人委托进行所列维修项目，并认可报价。'),
    tick('changes', 'The order may not be changed without my approval.', '未经本人同意不得变更维修项目。'),
    tick('road_test', 'The vehicle may be driven for a road test.', '同意对车辆进行路试。'),
    choice('old_parts', 'Replaced parts', '旧件处理', 'keep', 'hand_back', 'dispose'),
  ]),
];
