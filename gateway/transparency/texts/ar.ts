import type { SharingTexts } from '../page-texts.ts';

export const ar: SharingTexts = {
  title: 'من يجوز له أن يشارك ماذا مع من',
  languages: 'اللغات',
  intro:
    'هذه الاتفاقات سارية الآن. يسمح كل منها لمنظمة بأن تشارك مع منظمة أخرى هذه الأنواع من المعلومات عن شخص، وذلك فقط إذا وافق هذا الشخص على تلك المنظمة بعينها، أو في الحالات القليلة التي تكون فيها حياة في خطر أو يُبحث فيها عن عائلة.',
  never: 'لا يُشارك أي شيء أبدًا مع الشرطة أو حرس الحدود أو سلطات مراقبة الهجرة أو الجيش، مهما كان الاتفاق.',
  none: 'لا يوجد اتفاق سارٍ.',
  count: (agreements, organisations) => `الاتفاقات: ${agreements}. المنظمات: ${organisations}.`,
  mayShareWith: (provider, recipient) => `يجوز لـ ${provider} أن تشارك مع ${recipient}`,
  formerly: 'سابقًا',
  purposes: 'الغرض',
  before: 'بينما تقرر الأخرى ما إذا كان بإمكانها المساعدة',
  after: 'بعد أن تقبل الأخرى',
  nothing: 'لا شيء.',
  someServices: 'لبعض أنواع الخدمات فقط',
  until: 'حتى',
  asData: 'الشيء نفسه كبيانات',
  classes: {
    MOVEMENT: 'الصليب الأحمر والهلال الأحمر',
    HUMANITARIAN: 'منظمة إنسانية',
    PUBLIC_SERVICE: 'خدمة عامة',
    ASYLUM_AUTHORITY: 'سلطة لجوء',
    PRIVATE: 'شركة',
    STATISTICS_ONLY: 'للإحصاء فقط',
    ENFORCEMENT: 'إنفاذ القانون',
  },
};
