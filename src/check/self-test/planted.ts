import { ANSWER_MISTAKES } from "./planted/answer-mistakes.ts"
import type { Planted } from "./planted/planted-handler.ts"
import { SIGNATURE_MISTAKES } from "./planted/signature-mistakes.ts"

/** One mistake each. */
export const PLANTED: readonly Planted[] = [...SIGNATURE_MISTAKES, ...ANSWER_MISTAKES]
