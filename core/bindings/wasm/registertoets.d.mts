/** Types of the module beside this file. Dossiers and outcomes are those of `registertoets evaluate`. */

/** A day: `2021-06-01`. */
export type Day = string;
export type Language = 'nl' | 'en';
export type Category = 'in_opleiding' | 'junior' | 'senior';
export type Verdict = 'granted' | 'board' | 'incomplete' | 'refused';
export type Status = 'met' | 'unmet' | 'missing' | 'board';

export interface Dossier {
  /** A registration number or a hash, never a name: 1 to 32 visible ASCII characters. */
  reference: string;
  /** The day that is judged on. */
  assessed_on: Day;
  request: { admission: Category } | { renewal: Category } | { change: Category } | 'basis_conversion';
  declarations?: ('professional_code' | 'professional_profile' | 'complaints_and_discipline' | 'registration_norms')[];
  ruling_known?: boolean;
  registration?: { category: Category | 'basis'; start: Day; skj_shown?: boolean } | null;
  vog?: {
    issued_on: Day;
    subject: 'natural_person' | 'legal_person';
    relevant_profile: boolean;
    original: 'posted' | 'employer_declaration' | 'not_shown';
  } | null;
  diplomas?: Diploma[];
  training?: Training | null;
  documents?: (
    | 'in_opleiding_request'
    | 'completion_commitment'
    | 'curriculum_vitae'
    | 'supervision_commitment'
    | 'supervision_declaration'
  )[];
  supervisor_is_senior?: boolean;
  work?: WorkPeriod[];
  skj_shown?: boolean;
  bcmb_ambassador_appointed?: boolean;
  activities?: Activity[];
}

export interface Diploma {
  kind:
    | 'mwd'
    | 'sph'
    | 'social_work'
    | 'sjd'
    | 'pedagogiek'
    | 'toegepaste_psychologie'
    | 'toegepaste_gerontologie'
    | 'predecessor'
    | 'other_hbo'
    | 'nursing_hbo'
    | 'nursing_mbo'
    | 'wo'
    | { mantelzorgmakelaar: { hbo_level_tested: boolean } }
    | { evc: { recognised_provider: boolean; report: boolean } };
  obtained_on: Day;
  proof: 'duo_extract' | 'altered_duo_extract' | 'scan' | 'none';
  /** True where it is left out. */
  in_duo_register?: boolean;
}

export interface Training {
  route: 'masterclasses' | 'post_hbo_drechtsteden';
  provider_accredited: boolean;
  completed?: (
    | 'masterclass_1'
    | 'masterclass_2'
    | 'masterclass_3'
    | 'masterclass_4'
    | 'practical_test'
    | 'reflection_test'
    | 'post_hbo_certificate'
  )[];
}

export interface WorkPeriod {
  from: Day;
  /** Left out or null while it goes on. */
  until?: Day | null;
  hours_per_week: number;
  hbo_level: boolean;
  titled: boolean;
  tasks: (
    | 'information_and_advice'
    | 'needs_assessment'
    | 'dispute_mediation'
    | 'independent_practice'
    | 'strengthening_position'
  )[];
  proof:
    | 'none'
    | 'employment_contract'
    | { employer_declaration: { signed_on: Day; describes_function: boolean } }
    | { self_employed: { kvk_registered: boolean; signed_on: Day | null; describes_function: boolean } };
}

export interface Activity {
  on: Day;
  kind: 'accredited' | 'reflection' | 'other' | 'bcmb_membership' | 'bcmb_ambassador';
  points: number;
}

export interface Finding {
  /** The rule's name: `rules()` says what it asks. */
  rule: string;
  status: Status;
  /** What the dossier has, where the rule compares days or amounts. */
  have?: Day | number;
  /** What the rule needs. */
  need?: Day | number;
}

/** A finding with its sentence and the article it rests on. */
export interface ToldFinding extends Finding {
  message: string;
  article: string;
}

export interface Outcome<F extends Finding = Finding> {
  reference: string;
  assessed_on: Day;
  regulation: number;
  verdict: Verdict;
  findings: F[];
  points: { accredited: number; reflection: number; other: number; total: number } | null;
  registration: { category: Category; start: Day; end: Day } | null;
  /** Where an admission is not granted: the categories that the same dossier would be admitted to. */
  eligible: Category[];
  notices: Notice[];
}

export type Notice =
  | 'not_yet_in_force'
  | 'criteria_superseded'
  | 'activities_outside_period'
  | 'membership_year_repeated'
  | 'ambassador_not_appointed'
  | 'skj_shown_once';

export interface RuleTable {
  regulation: number;
  rules: { number: number; name: string; article: string; title: string; asks: string; readings: string[] }[];
  readings: { name: string; text: string }[];
}

export interface Words {
  verdicts: Record<Verdict, string>;
  statuses: Record<Status, string>;
  notices: Record<Notice, string>;
}

export interface Options {
  /** Judges on another day than the dossier's own, knowing only what existed by then. */
  asOf?: Day | null;
}

/** A dossier, its JSON text, or its binary form. */
export type AnyDossier = Dossier | string | Uint8Array;

export interface Registertoets {
  /** The outcome of a dossier, with a sentence at each finding where a language is given. Throws a DossierError. */
  evaluate(dossier: AnyDossier, options: Options & { lang: Language }): Outcome<ToldFinding>;
  evaluate(dossier: AnyDossier, options?: Options & { lang?: null }): Outcome;
  evaluate(dossier: AnyDossier, options?: Options & { lang?: Language | null }): Outcome<Finding | ToldFinding>;
  /** The outcome of a dossier in its binary form. Throws a DossierError. */
  evaluateBinary(dossier: AnyDossier, options?: Options): Uint8Array;
  /** The rules, and how the regulation is read where it leaves room; in Dutch where no language is given. */
  rules(lang?: Language): RuleTable;
  /** Verdicts, statuses and notices in words; in Dutch where no language is given. */
  words(lang?: Language): Words;
}

/** Bytes that are no dossier. It repeats nothing of what they hold. */
export declare class DossierError extends Error {
  /** What is wrong, in one stable word. */
  readonly code: string;
  /** The same for people: what, at which byte, and what was expected. */
  readonly detail: string;
  /** Where, as a JSON pointer; left out for the dossier as a whole. */
  readonly pointer?: string;
}

/**
 * Loads the module. Without a source: `registertoets.wasm` beside this file. In Node a text that is no address is the
 * path of a file.
 */
export declare function load(
  source?: string | URL | ArrayBuffer | ArrayBufferView | WebAssembly.Module,
): Promise<Registertoets>;
