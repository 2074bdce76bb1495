using System;
using System.Collections.Generic;
using System.Reflection;
using System.Text;

/** Answers each request on standard input, a line of base64, by the handler that it names. */
public static class Judge
{
    public static void Main()
    {
        for (var line = Console.ReadLine(); line != null; line = Console.ReadLine())
        {
            var fields = line.Split('\t');
            var headers = new IHeaderDictionary();
            for (var i = 3; i < fields.Length; i += 2) headers.Add(fields[i], Text(fields[i + 1]));
            Environment.SetEnvironmentVariable("HANDLER_SECRET", Text(fields[1]));
            try
            {
                var answer = Type.GetType("Handler" + fields[0]).GetMethod("Answer");
                Console.WriteLine(answer.Invoke(null, new object[] { Convert.FromBase64String(fields[2]), headers }));
            }
            catch (TargetInvocationException problem)
            {
                Console.WriteLine(problem.InnerException.Message);
            }
        }
    }

    static string Text(string encoded) => Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
}

/** What a handler uses of ASP.NET's class of that name. */
public class IHeaderDictionary
{
    readonly Dictionary<string, List<string>> headers =
        new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);

    public void Add(string name, string value)
    {
        if (!headers.ContainsKey(name)) headers[name] = new List<string>();
        headers[name].Add(value);
    }

    public List<string> this[string name] => headers.TryGetValue(name, out var values) ? values : new List<string>();
}

/** What .NET has and Mono has not. */
public static class Hex
{
    public static string ToHexString(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", "");

    public static byte[] FromHexString(string text)
    {
        if (text.Length % 2 != 0) throw new FormatException();
        var bytes = new byte[text.Length / 2];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = Convert.ToByte(text.Substring(2 * i, 2), 16);
        return bytes;
    }
}
