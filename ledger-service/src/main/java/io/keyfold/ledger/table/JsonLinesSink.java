package io.keyfold.ledger.table;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a JSON object a line, with all columns. Decimal numbers are texts, as in responses, so that no reader rounds. */
public final class JsonLinesSink implements RowSink {

  private final Writer out;
  private final List<Column> columns;

  /** Writes to the writer, which it closes. */
  public JsonLinesSink(Writer out, List<Column> columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public void write(@Nullable Object[] values) throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < values.length; i++) {
      Column column = columns.get(i);
      String name = column.name();
      switch (values[i]) {
        case null -> object.putNull(name);
        case BigDecimal number -> object.put(name, CsvSink.plain(number));
        case Long number -> object.put(name, number);
        case String text when column.type() == Column.Type.JSON -> object.set(name, JsonMapper.shared().readTree(text));
        case Object text -> object.put(name, text.toString());
      }
    }
    out.write(JsonMapper.shared().writeValueAsString(object));
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
