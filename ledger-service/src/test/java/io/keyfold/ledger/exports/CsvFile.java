package io.keyfold.ledger.exports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed CSV file, by a reader of its own.
 *
 * @param columns the header
 * @param rows values by column; null for an empty field that is not quoted
 */
record CsvFile(List<String> columns, List<Map<String, @Nullable String>> rows) {
  static CsvFile parse(String text) {
    List<List<@Nullable String>> lines = new ArrayList<>();
    List<@Nullable String> line = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      StringBuilder field = new StringBuilder();
      boolean quoted = text.charAt(at) == '"';
      if (quoted) {
        at++;
        while (text.charAt(at) != '"' || (at + 1 < text.length() && text.charAt(at + 1) == '"')) {
          at += text.charAt(at) == '"' ? 1 : 0;
          field.append(text.charAt(at++));
        }
        at++;
      } else {
        while (text.charAt(at) != ',' && text.charAt(at) != '\r') {
          field.append(text.charAt(at++));
        }
      }
      line.add(quoted || !field.isEmpty() ? field.toString() : null);
      if (text.charAt(at) == ',') {
        at++;
      } else {
        if (!text.startsWith("\r\n", at)) {
          throw new IllegalArgumentException("no line end at " + at);
        }
        at += 2;
        lines.add(line);
        line = new ArrayList<>();
      }
    }
    List<String> header = lines.getFirst().stream().map(String::valueOf).toList();
    List<Map<String, @Nullable String>> rows = new ArrayList<>();
    for (List<@Nullable String> values : lines.subList(1, lines.size())) {
      if (values.size() != header.size()) {
        throw new IllegalArgumentException("a line has " + values.size() + " fields");
      }
      Map<String, @Nullable String> row = new HashMap<>();
      for (int i = 0; i < header.size(); i++) {
        row.put(header.get(i), values.get(i));
      }
      rows.add(row);
    }
    return new CsvFile(header, rows);
  }
}
