import { Ajv } from 'ajv';

const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text };

/**
 * A receipt by the Kantara Initiative's Consent Receipt Specification 1.1.0, section 4, written from its tables: what it
 * requires, and nothing that it does not know.
 */
const RECEIPT = {
  type: 'object',
  additionalProperties: false,
  required: [
    'version',
    'jurisdiction',
    'consentTimestamp',
    'collectionMethod',
    'consentReceiptID',
    'piiPrincipalId',
    'piiControllers',
    'policyUrl',
    'services',
    'sensitive',
    'spiCat',
  ],
  properties: {
    version: { const: 'KI-CR-v1.1.0' },
    jurisdiction: text,
    consentTimestamp: { type: 'integer', minimum: 0 },
    collectionMethod: text,
    consentReceiptID: { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' },
    publicKey: text,
    language: { type: 'string', pattern: '^[a-z]{2}$' },
    piiPrincipalId: text,
    piiControllers: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['piiController', 'contact', 'address', 'email', 'phone'],
        properties: {
          piiController: text,
          onBehalf: { type: 'boolean' },
          contact: text,
          address: { type: 'object' },
          email: text,
          phone: text,
          piiControllerUrl: text,
        },
      },
    },
    policyUrl: text,
    services: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['service', 'purposes'],
        properties: {
          service: text,
          purposes: { type: 'array', minItems: 1, items: { $ref: '#/$defs/purpose' } },
        },
      },
    },
    sensitive: { type: 'boolean' },
    spiCat: texts,
  },
  $defs: {
    purpose: {
      type: 'object',
      additionalProperties: false,
      required: ['consentType', 'purposeCategory', 'piiCategory', 'termination', 'thirdPartyDisclosure'],
      properties: {
        purpose: text,
        purposeCategory: texts,
        consentType: { enum: ['EXPLICIT', 'IMPLICIT'] },
        piiCategory: { ...texts, minItems: 1 },
        primaryPurpose: { type: 'boolean' },
        termination: text,
        thirdPartyDisclosure: { type: 'boolean' },
        thirdPartyName: text,
      },
      // A third party that something is disclosed to has a name.
      oneOf: [
        { properties: { thirdPartyDisclosure: { const: false } } },
        { properties: { thirdPartyDisclosure: { const: true } }, required: ['thirdPartyName'] },
      ],
    },
  },
};

const validate = new Ajv({ allErrors: true }).compile(RECEIPT);

/** What is wrong with a receipt, by JSON pointer; nothing for a right one. */
export function kantaraFaults(receipt: unknown): string[] {
  return validate(receipt)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
