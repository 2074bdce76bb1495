export const SHELLS = ["bash", "zsh", "fish", "powershell"] as const
export type Shell = (typeof SHELLS)[number]

/*
 * Each script hands the words up to the cursor to `whk __complete`, so that it never has to be made anew: what can be
 * completed is known by the very program that will run.
 */

/** Works with bash 3.2, as macOS has it, and without the bash-completion package. */
const BASH = `# whk completion for bash. In ~/.bashrc: source <(whk completion bash)
_whk() {
  local line=\${COMP_LINE:0:COMP_POINT} cur prefix value rest
  local -a words
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  cur=\${words[\${#words[@]}-1]}
  # bash replaces only what stands behind the last = or : of a word.
  prefix=\${cur%"\${cur##*[=:]}"}
  COMPREPLY=()
  while IFS=$'\\t' read -r value rest; do
    [[ $value == :files ]] || COMPREPLY+=("\${value#"$prefix"}")
  done < <("\${words[0]}" __complete "\${words[@]:1}" 2> /dev/null)
}
complete -o default -F _whk whk
`

const ZSH = `#compdef whk
# whk completion for zsh. In ~/.zshrc, below compinit: source <(whk completion zsh)
_whk() {
  local line value
  local -a described
  for line in "\${(@f)$("\${words[1]}" __complete "\${(@)words[2,CURRENT-1]}" "$PREFIX" 2> /dev/null)}"; do
    if [[ $line == :files ]]; then
      _files
      return
    fi
    [[ -n $line ]] || continue
    value=\${line%%$'\\t'*}
    described+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
  done
  _describe -t words whk described
}
if [[ \${funcstack[1]} == _whk ]]; then
  _whk "$@"
else
  compdef _whk whk
fi
`

const FISH = `# whk completion for fish. Once: whk completion fish > ~/.config/fish/completions/whk.fish
function __whk_complete
  set -l words (commandline -opc)
  set -l cur (commandline -ct)
  for line in ($words[1] __complete $words[2..-1] "$cur" 2> /dev/null)
    if test "$line" = :files
      __fish_complete_path "$cur"
    else
      printf '%s\\n' $line
    end
  end
end
complete -c whk -f -a '(__whk_complete)'
`

/** An empty last word would be left out by Windows PowerShell: a space stands for it. */
const POWERSHELL = `# whk completion for PowerShell. In $PROFILE: whk completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName whk -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  $last = if ($wordToComplete -eq '') { ' ' } else { $wordToComplete }
  & whk __complete @words $last 2> $null | ForEach-Object {
    $value, $description = $_ -split "\`t", 2
    if ($value -ne ':files') {
      $shown = if ($description) { $description } else { $value }
      [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $shown)
    }
  }
}
`

/** What a shell has to read. */
export const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: BASH,
  zsh: ZSH,
  fish: FISH,
  powershell: POWERSHELL,
}
