import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { chooseFramework } from "../../../src/commands/project/framework.ts"
import { temporaryFolder } from "../../support/run-whk.ts"

test.each([
  ["express", "package.json", '{"dependencies":{"express":"5"}}'],
  ["fastify", "package.json", '{"dependencies":{"fastify":"5"}}'],
  ["nextjs", "package.json", '{"dependencies":{"next":"15","react":"19"}}'],
  ["hono", "package.json", '{"dependencies":{"hono":"4"}}'],
  ["nestjs", "package.json", '{"dependencies":{"@nestjs/core":"11","express":"5"}}'],
  ["flask", "requirements.txt", "Flask==3.0\n"],
  ["django", "pyproject.toml", 'dependencies = ["django>=5"]'],
  ["fastapi", "requirements-dev.txt", "fastapi\n"],
  ["rails", "Gemfile", 'gem "rails", "~> 8.0"'],
  ["laravel", "composer.json", '{"require":{"laravel/framework":"^12"}}'],
  ["spring", "pom.xml", "<groupId>org.springframework.boot</groupId>"],
  ["spring", "build.gradle.kts", 'id("org.springframework.boot")'],
  ["go", "go.mod", "module example.com/hooks"],
  ["aspnet", "Hooks.csproj", '<Project Sdk="Microsoft.NET.Sdk.Web">'],
  [undefined, "package.json", '{"name":"express-like"}'],
  [undefined, "package.json", "{"],
  [undefined, "README.md", "express"],
])("%s is told by %s: %s", async (framework, name, text) => {
  const folder = await temporaryFolder()
  onTestFinished(() => folder[Symbol.asyncDispose]())
  await writeFile(join(folder.path, name), text)
  expect(await chooseFramework(undefined, folder.path)).toBe(framework)
})

test("a framework that is named is taken, and one that is not known is refused with those that are", async () => {
  expect(await chooseFramework("rails", "/nowhere")).toBe("rails")
  await expect(chooseFramework("sinatra", "/nowhere")).rejects.toMatchObject({
    code: "USAGE",
    message: '"sinatra" is not a framework that fixes are written for.',
    hint: "Use one of express, fastify, nextjs, hono, nestjs, flask, django, fastapi, rails, laravel, spring, go, aspnet.",
  })
})
