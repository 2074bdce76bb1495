import type { EventType, JsonObject } from "../provider.ts"
import { live } from "../event-type.ts"
import type { SampleContext } from "../sample.ts"

interface Family {
  readonly namespace: string
  /** The part of the name between the dot and the verb. */
  readonly noun: string
  readonly verbs: readonly string[]
  readonly message: (context: SampleContext, verb: string) => JsonObject
}

const CHANGES = ["created", "updated", "deleted"]

const recordId = (context: SampleContext): number => context.integer(1000, 99_999)
const student = (context: SampleContext) => ({ contactId: recordId(context) })

function family(namespace: string, noun: string, key: string, verbs: readonly string[] = CHANGES): Family {
  return { namespace, noun, verbs, message: (context) => ({ [key]: { id: recordId(context) } }) }
}

/** Enrolments name the student and what they are enrolled in. */
function enrolment(
  what: string,
  verbs: readonly string[],
  enrolled: (context: SampleContext) => JsonObject,
): Family {
  return {
    namespace: "student",
    noun: `${what}_enrolment`,
    verbs,
    message(context, verb) {
      const status = what === "workshop" || verb === "status_changed" ? { status: "Tentative" } : {}
      return { enrolment: { ...status, student: student(context), [what]: enrolled(context) } }
    },
  }
}

const byId = (context: SampleContext) => ({ id: recordId(context) })

const FAMILIES: readonly Family[] = [
  family("calendar", "event", "event"),
  {
    namespace: "contact",
    noun: "contact",
    verbs: [...CHANGES, "merged"],
    message(context, verb) {
      const kept = recordId(context)
      const merged = verb === "merged" ? { mergedContactIds: [kept + 1, kept + 8] } : {}
      return { contact: { id: kept }, ...merged }
    },
  },
  family("course", "venue", "venue"),
  family("course", "qualification", "qualification"),
  family("course", "workshop_type", "workshopType"),
  family("course", "workshop", "workshop"),
  family("course", "class", "class"),
  enrolment("workshop", [...CHANGES, "status_changed"], byId),
  enrolment("class", [...CHANGES, "status_changed"], (context) => ({
    id: recordId(context),
    qualification: { code: "BSB30120" },
  })),
  enrolment("unit", ["created", "status_changed"], byId),
  enrolment("activity", CHANGES, byId),
  family("trainer", "trainer", "trainer"),
]

/** The 38 event types of aXcelerate. */
export const axcelerateEvents: readonly EventType[] = FAMILIES.flatMap(
  ({ namespace, noun, verbs, message }) =>
    verbs.map((verb) =>
      live(`${namespace}.${noun}_${verb}`, titleOf(namespace, noun, verb), (context) =>
        message(context, verb),
      ),
    ),
)

function titleOf(namespace: string, noun: string, verb: string): string {
  const words = `${namespace === "calendar" ? "calendar " : ""}${noun} ${verb}`.replaceAll("_", " ")
  const title = words.charAt(0).toUpperCase() + words.slice(1)
  return verb === "merged" ? `${title}: one is kept, the others are gone` : title
}
