import type { PageTexts } from '../page-texts.ts';

export const es: PageTexts = {
  title: 'Su página',
  heading: 'Quién puede ver su información',
  keptBy: 'La guarda',
  intro:
    'Esta página muestra tipos de información, nombres de organizaciones y fechas. Nunca muestra la información misma.',
  languages: 'Idioma',
  consents: {
    heading: 'Lo que usted aceptó',
    none: 'No ha aceptado nada.',
    recipients: 'Quién',
    categories: 'Qué',
    purposes: 'Para qué',
    until: 'Hasta el',
    over: 'Su plazo ha pasado',
  },
  withdrawal: {
    one: 'Retirar esto',
    all: 'Retirar todo',
    askOne: '¿Retirar esto?',
    askAll: '¿Retirar todo?',
    effect:
      'Desde ese momento estas organizaciones no pueden leer nada más. Las solicitudes abiertas terminan. Se les pide que borren lo que recibieron y tienen 30 días para responder. No necesita dar razones.',
    yes: 'Sí, retirarlo',
    no: 'No, dejarlo',
    done: 'Hecho. Queda retirado desde este momento.',
  },
  recipients: {
    heading: 'Quién recibió una solicitud sobre usted',
    none: 'Nadie.',
    open: 'todavía abierta',
    ended: 'terminada',
  },
  readings: {
    heading: 'Quién leyó qué, y cuándo',
    none: 'Nadie todavía.',
    note: 'Quien recibe una solicitud puede ver la solicitud misma, su grupo de edad, género, idiomas y tamaño del hogar. Eso no aparece aquí.',
  },
  erasures: {
    heading: 'A quién se pidió que borre',
    none: 'A nadie.',
    acknowledged: 'Dice que ha borrado',
    due: 'Tiene que responder antes del',
    overdue: 'No ha respondido; debía hacerlo el',
  },
  receipt: {
    heading: 'Recibo',
    full: 'Recibo',
    neutral: 'Recibo que no dice nada',
    number: 'Número',
    day: 'Día',
    what: 'Lo que se anotó',
    text: 'El recibo como texto firmado',
    save: 'Guardar en un archivo',
    check: 'Cualquiera puede comprobar aquí si es auténtico',
  },
  check: {
    heading: 'Comprobar un recibo',
    label: 'El texto del recibo',
    button: 'Comprobar',
    valid: 'Auténtico: se firmó aquí y nadie lo ha cambiado.',
    invalid: 'No es auténtico: no se firmó aquí, o alguien lo ha cambiado.',
    limits: 'Aquí nadie puede averiguar si algo sigue vigente.',
  },
  linkUntil: 'Esta página se abre hasta el',
  back: 'Volver',
  gone: 'Este enlace no abre nada. Pida uno nuevo al personal que se lo dio.',
  tooOften: 'Demasiados intentos. Espere un minuto y pruebe otra vez.',
  unavailable:
    'Esto no funciona en este momento, y no se ha cambiado nada. Pruebe otra vez, o dígaselo a cualquier persona del personal.',
};
