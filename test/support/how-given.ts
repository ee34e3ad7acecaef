/** How a consent was asked for that nothing else is said of. */
export const HOW_ASKED = { language: 'ar', interpreter: false, noticeVersion: '2' } as const;

/** How a consent was given that nothing else is said of. */
export const HOW_GIVEN = { ...HOW_ASKED, givenBy: 'SELF', manner: 'ORAL_WITNESSED' } as const;
