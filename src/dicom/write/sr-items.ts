import { code, type Dataset, toDecimal } from './dataset.js';

// Content items of a structured report (PS3.3 C.17.3); each is told what it is to its parent.

type Relationship = 'CONTAINS' | 'HAS CONCEPT MOD' | 'HAS OBS CONTEXT';

interface Contained {
  /** Of PS3.16. */
  readonly template?: string;
  readonly items: readonly Dataset[];
}

export function container(name: Dataset, { template, items }: Contained): Dataset {
  return { RelationshipType: 'CONTAINS', ...containerOf(name, { template, items }) };
}

/** A container that has no parent. */
export function containerOf(
  name: Dataset,
  { template, items }: { template?: string | undefined; items: readonly Dataset[] },
): Dataset {
  return {
    ValueType: 'CONTAINER',
    ConceptNameCodeSequence: [name],
    ContinuityOfContent: 'SEPARATE',
    ContentTemplateSequence:
      template === undefined
        ? undefined
        : [{ MappingResource: 'DCMR', TemplateIdentifier: template }],
    ContentSequence: items,
  };
}

export function textItem(relationship: Relationship, name: Dataset, text: string): Dataset {
  return item(relationship, 'TEXT', name, { TextValue: text });
}

export function codeItem(relationship: Relationship, name: Dataset, value: Dataset): Dataset {
  return item(relationship, 'CODE', name, { ConceptCodeSequence: [value] });
}

export function uidItem(relationship: Relationship, name: Dataset, uid: string): Dataset {
  return item(relationship, 'UIDREF', name, { UID: uid });
}

export function imageItem(name: Dataset, reference: Dataset): Dataset {
  return item('CONTAINS', 'IMAGE', name, { ReferencedSOPSequence: [reference] });
}

/** A measurement, also as a double where a decimal string has not digits enough. */
export function numberItem(
  name: Dataset,
  value: number,
  unit: Dataset,
  derivation?: Dataset,
): Dataset {
  const decimal = toDecimal(value);
  return item('CONTAINS', 'NUM', name, {
    MeasuredValueSequence: [
      {
        NumericValue: decimal,
        FloatingPointValue: Number(decimal) === value ? undefined : value,
        MeasurementUnitsCodeSequence: [unit],
      },
    ],
    ContentSequence:
      derivation === undefined
        ? undefined
        : [codeItem('HAS CONCEPT MOD', code('121401', 'DCM', 'Derivation'), derivation)],
  });
}

function item(
  relationship: Relationship,
  valueType: string,
  name: Dataset,
  value: Dataset,
): Dataset {
  return {
    RelationshipType: relationship,
    ValueType: valueType,
    ConceptNameCodeSequence: [name],
    ...value,
  };
}
