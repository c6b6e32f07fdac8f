import { fixedNames, type Language } from '@waystation/names';

/** Texts of the pages. */
export const says = {
  en: {
    switch: '中文',
    welcome: 'After-sales service for trucks',
    lead: 'Appointment, reception, repair, inspection, settlement and follow-up, at every service station of the network.',
    signIn: 'Sign in',
    signOut: 'Sign out',
    signedInAs: 'Signed in as',
    stations: 'Your stations',
    regionStations: 'Stations of your region',
    networkStations: 'Stations of the network',
    moreStations: 'There are more stations than are shown here.',
    noStation: 'No station yet.',
    unnamedStation: 'Station',
    noRoleTitle: 'You have no role yet',
    noRole:
      'You are signed in, but nobody has given you a role. Ask the after-sales manager of your station to register you with this login:',
    next: 'What you can do next',
    console:
      'The screens for daily work are not part of this version yet. Every step of the work is available to other programs through the interface.',
    reference: 'Interface reference',
    referenceLead: 'Each step and query with its address, its fields and the roles that may use it.',
    back: 'Back to the start page',
    backHere: 'After signing in you return to this page.',
    notFound: 'Page not found',
    notFoundLead: 'There is no page at this address. Check the address, or go to the start page.',
    missing: 'What is missing',
    errors: 'What to correct',
    incident: 'Incident number',
    anyOf: 'It takes one of these roles:',
  },
  zh: {
    switch: 'English',
    welcome: '卡车售后服务平台',
    lead: '预约、接待、维修、质检、结算与回访，覆盖服务网络的每一家服务站。',
    signIn: '登录',
    signOut: '退出登录',
    signedInAs: '当前登录',
    stations: '我的服务站',
    regionStations: '本大区的服务站',
    networkStations: '网络内的服务站',
    moreStations: '此处仅显示部分服务站。',
    noStation: '暂无服务站。',
    unnamedStation: '服务站',
    noRoleTitle: '尚未分配岗位',
    noRole: '您已登录，但尚未分配岗位。请联系所在服务站的售后经理，用以下登录账号为您登记：',
    next: '您可以做什么',
    console: '本版本尚未提供日常操作界面。所有业务步骤均可由其他系统通过接口使用。',
    reference: '接口说明',
    referenceLead: '每个业务步骤和查询的地址、字段以及可使用的岗位。',
    back: '返回首页',
    backHere: '登录后将返回此页面。',
    notFound: '页面不存在',
    notFoundLead: '此地址没有页面。请检查地址，或返回首页。',
    missing: '尚缺事项',
    errors: '需要更正的内容',
    incident: '故障编号',
    anyOf: '需要以下任一岗位：',
  },
} as const satisfies Record<Language, Record<string, string>>;

/** Display name of a role. @param role name of a `waystation.Role` */
export function roleName(role: string, language: Language): string {
  return fixedNames.of('role', role, language);
}

/** Display names of roles, as a list in a sentence. */
export function rolesInWords(roles: readonly string[], language: Language): string {
  const words = roles.map((role) => roleName(role, language));
  if (language === 'zh') return words.join('、');
  return words.map((word, index) => (index === 0 ? word : word[0]!.toLowerCase() + word.slice(1))).join(', ');
}
