/** Languages of the pages. */
export type Language = 'en' | 'zh';

/** @param wanted language chosen on the page; @param header value of Accept-Language */
export function pageLanguage(wanted: string | null | undefined, header: string | undefined): Language {
  if (wanted === 'en' || wanted === 'zh') return wanted;
  return /^\s*zh\b/i.test(header ?? '') ? 'zh' : 'en';
}

/** Texts of the pages. */
export const words = {
  en: {
    title: 'Sign in',
    lead: 'Choose the person you want to work as.',
    notice: 'Development sign-in: demo staff, no passwords.',
    filter: 'Find a name, role or station',
    noPeople: 'There are no demo staff yet. Run npm start to load the demo data.',
    signOutTitle: 'Sign out',
    signOutLead: 'Sign out of the development sign-in as well?',
    signOut: 'Sign out',
    stay: 'Stay signed in',
    signedOut: 'Signed out',
    signedOutLead: 'You are signed out of the development sign-in.',
    errorTitle: 'The sign-in failed',
    expired: 'This sign-in has expired or was started in another browser. Please sign in again.',
    back: 'Back to Waystation',
    switch: '中文',
  },
  zh: {
    title: '登录',
    lead: '请选择您今天的工作身份。',
    notice: '开发环境登录：演示人员，无需密码。',
    filter: '查找姓名、岗位或服务站',
    noPeople: '还没有演示人员。请先运行 npm start 载入演示数据。',
    signOutTitle: '退出登录',
    signOutLead: '同时退出开发环境的登录？',
    signOut: '退出',
    stay: '保持登录',
    signedOut: '已退出登录',
    signedOutLead: '您已退出开发环境的登录。',
    errorTitle: '操作未成功',
    expired: '此登录已过期，或是在另一个浏览器中开始的。请重新登录。',
    back: '返回 Waystation',
    switch: 'English',
  },
} as const satisfies Record<Language, Record<string, string>>;
