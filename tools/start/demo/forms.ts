// The forms of the demo network.

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
  form('check_sheet', 'Check sheet of the reception', '接车检查单', [
    tick('lights', 'Lights and indicators', '灯光与信号'),
    tick('wipers', 'Wipers and windscreen', '雨刮与风挡玻璃'),
    tick('horn', 'Horn', '喇叭'),
    tick('leaks', 'No oil, fuel or coolant leaks', '无机油、燃油、冷却液泄漏'),
    tick('air_system', 'Air system builds up and holds pressure', '气路建压与保压'),
    tick('body', 'Body and mirrors without damage', '车身与后视镜无损伤'),
    tick('equipment', 'Warning triangle, extinguisher, spare wheel', '三角牌、灭火器、备胎'),
    number('tread_front', 'Tread of the front tyres', '前轮花纹深度', 'mm', '3.2'),
    number('tread_rear', 'Tread of the rear tyres', '后轮花纹深度', 'mm', '1.6'),
    number('brake_lining', 'Thinnest brake lining', '最薄制动片厚度', 'mm', '5'),
    choice('fuel', 'Fuel level', '油量', '0', '1/4', '1/2', '3/4', '1'),
    text('belongings', 'Belongings left in the cab', '车上遗留物品'),
  ]),
  form(
    'inspection',
    'Final inspection',
    '竣工检验单',
    [
      tick('order_done', 'All work of the order is done', '委托项目全部完成'),
      tick('torque', 'Wheel nuts and joints are tightened to torque', '车轮螺母及连接件按力矩拧紧'),
      tick('brakes', 'Brakes act evenly', '制动均匀有效'),
      tick('steering', 'Steering without play', '转向无间隙'),
      tick('leaks', 'No leaks after the engine ran', '发动机运转后无泄漏'),
      tick('fault_codes', 'No active fault codes', '无现行故障码'),
      tick('clean', 'Cab and body are clean', '驾驶室及车身清洁'),
      number('tread_least', 'Least tread', '最小花纹深度', 'mm', '1.6'),
      number('brake_lining', 'Thinnest brake lining', '最薄制动片厚度', 'mm', '5'),
    ],
    true,
  ),
  form('self_inspection', 'Self-inspection of the technician', '技师自检单', [
    tick('work_done', 'The work is done by the manual', '按手册完成作业'),
    tick('fastened', 'All that was loosened is fastened', '拆卸部件均已紧固'),
    tick('tools_back', 'No tool is left in the truck', '车上无遗留工具'),
    tick('function', 'What was repaired works', '修复部位功能正常'),
    tick('covers', 'Covers are in place and clean', '防护用品完好清洁'),
  ]),
  form('order_inspection', 'Self-inspection of the whole order', '整单自检单', [
    tick('all_jobs', 'All jobs of the order are finished', '委托书全部作业完成'),
    tick('old_parts', 'Replaced parts are put together for the customer', '旧件已归集待客户确认'),
    tick('findings', 'All findings are reported to the advisor', '发现的问题均已告知服务顾问'),
    tick('cleared', 'The bay is cleared', '工位已清理'),
  ]),
  form('survey', 'Follow-up call', '回访问卷', [
    choice('recommend', 'Would you recommend us?', '您愿意推荐我们吗？', ...fromZeroToTen),
    choice('fixed', 'Is the fault gone?', '故障是否已排除？', 'yes', 'partly', 'no'),
    choice('on_time', 'Was the truck ready when promised?', '是否按承诺时间交车？', 'yes', 'no'),
    choice('explained', 'Were work and invoice explained?', '是否向您解释了维修内容和费用？', 'yes', 'no'),
    text('description', "In the customer's own description", '客户原话'),
  ]),
  form('call_script', 'Script of the follow-up call', '回访话术', [
    text(
      'greeting',
      'Say who calls, from which station, and ask whether now is a good time',
      '自报姓名与服务站，询问是否方便',
    ),
    text('open_question', 'Ask openly how the truck runs and how the visit was', '开放式询问车辆使用及服务感受'),
    text('no_excuses', 'Write down criticism as it is said; explain nothing away', '如实记录批评意见，不作辩解'),
    text('thanks', 'Thank, and say what will be done', '致谢并告知后续处理'),
  ]),
  form('consent', 'Consent to the repair order', '维修委托确认书', [
    tick('work', 'I order the work listed, at the price quoted.', '本人委托进行所列维修项目，并认可报价。'),
    tick('changes', 'Nothing is changed without asking me.', '未经本人同意不得变更维修项目。'),
    tick('road_test', 'The truck may be driven for a road test.', '同意对车辆进行路试。'),
    choice('old_parts', 'Replaced parts', '旧件处理', 'keep', 'hand_back', 'dispose'),
  ]),
];
