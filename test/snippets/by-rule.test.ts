import { expect, test } from "vitest"
import { type JudgedRequest, judgedRequests } from "../support/judged-requests.ts"
import { answersTo, ASPNET, FLASK, GO, LARAVEL, prepare, RAILS, SPRING } from "../support/judges.ts"
import { whatIsMissing } from "../support/missing-tools.ts"
import { temporaryFolder } from "../support/run-whk.ts"

test.for([
  ["the Flask handlers", FLASK],
  ["the Go handlers", GO],
  ["the Rails handlers", RAILS],
  ["the Laravel handlers", LARAVEL],
  ["the Spring handlers", SPRING],
  ["the verifying parts of the ASP.NET handlers", ASPNET],
] as const)(
  "%s of every provider take what is genuine, and refuse the rest",
  { timeout: 120_000 },
  async ([, judge], context) => {
    const missing = whatIsMissing(judge)
    if (missing !== undefined) context.skip(missing)
    await using folder = await temporaryFolder()
    // Before the requests are signed, which then are as old as they say.
    await prepare(judge, folder.path)
    const requests = (await judgedRequests()).filter(({ answer }) => !judge.noLimit || answer !== "413")
    const answers = answersTo(requests, judge, folder.path)
    expect(answers.length).toBe(requests.length)
    expect(wrongAnswers(requests, answers)).toEqual([])
  },
)

function wrongAnswers(requests: readonly JudgedRequest[], answers: readonly string[]): readonly string[] {
  return requests.flatMap(({ provider, what, answer }, index) =>
    answers[index] === answer ? [] : [`${provider}, ${what}: ${answers[index]}, not ${answer}`],
  )
}
