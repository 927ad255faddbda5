package io.keyfold.session.rpc;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds the parts of JSON texts with Jackson's streaming parser. Sizes are bounded by the caller, who has the bytes;
 * only the nesting depth is bounded here.
 */
public final class RawScanner {

  /** Maximum nesting depth. */
  public static final int MAX_DEPTH = 1_000;

  private static final JsonFactory FACTORY = JsonFactory.builder()
    .streamReadConstraints(
      StreamReadConstraints.builder()
        .maxNestingDepth(MAX_DEPTH)
        .maxStringLength(Integer.MAX_VALUE)
        .maxNumberLength(Integer.MAX_VALUE)
        .maxNameLength(Integer.MAX_VALUE)
        .build()
    )
    .build();

  private RawScanner() {}

  /** Reads tokens from a parser; its exceptions, which may quote the text, do not leave this class. */
  @FunctionalInterface
  private interface Read<T> {
    T from(JsonParser parser);
  }

  static RawJson value(byte[] bytes) {
    int start = ByteOrderMark.length(bytes);
    return read(bytes, start, bytes.length, parser -> {
      if (parser.nextToken() == null) {
        throw new MalformedJsonException("The text is empty", false);
      }
      RawJson value = here(parser, bytes, start);
      if (parser.nextToken() != null) {
        throw new MalformedJsonException("The text is more than one JSON value", false);
      }
      return value;
    });
  }

  static RawObject object(RawJson json) {
    return read(json.source(), json.from(), json.to(), parser -> {
      List<RawObject.Member> members = new ArrayList<>();
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        RawJson written = new RawJson(
          json.source(),
          json.from() + Math.toIntExact(parser.currentTokenLocation().getByteOffset()),
          nameEnd(json, parser)
        );
        parser.nextToken();
        members.add(new RawObject.Member(name, written, here(parser, json.source(), json.from())));
      }
      return new RawObject(members);
    });
  }

  static List<RawJson> elements(RawJson json) {
    return read(json.source(), json.from(), json.to(), parser -> {
      List<RawJson> elements = new ArrayList<>();
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(here(parser, json.source(), json.from()));
      }
      return elements;
    });
  }

  /** Receives the tokens of a value, by position relative to its start. */
  public interface Tokens {
    /** A string value, with its quotes. */
    void string(int from, int to);

    /** The name of a member, with its quotes. */
    void name(int from, int to);

    /** A number. */
    void number(int from, int to);
  }

  /** Visits all strings, names and numbers of a value, in order. */
  public static void visit(RawJson json, Tokens tokens) {
    read(json.source(), json.from(), json.to(), parser -> {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        switch (token) {
          case PROPERTY_NAME -> tokens.name(from, nameEnd(json, parser) - json.from());
          case VALUE_STRING -> tokens.string(from, end(parser));
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> tokens.number(from, end(parser));
          default -> {
          }
        }
      }
      return json;
    });
  }

  private static int end(JsonParser parser) {
    parser.finishToken();
    return Math.toIntExact(parser.currentLocation().getByteOffset());
  }

  static String text(byte[] source, int from, int to) {
    return read(source, from, to, parser -> {
      parser.nextToken();
      return parser.getString();
    });
  }

  static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
  }

  /** The parser reads on to the value, so the end of the name is searched for. */
  private static int nameEnd(RawJson json, JsonParser parser) {
    int at = json.from() + Math.toIntExact(parser.currentTokenLocation().getByteOffset()) + 1;
    byte[] source = json.source();
    while (source[at] != '"') {
      at += source[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** {@return the value that starts at the parser's current token; the parser is at its end afterwards} */
  private static RawJson here(JsonParser parser, byte[] source, int base) {
    int from = base + Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    parser.skipChildren();
    return new RawJson(source, from, base + end(parser));
  }

  private static <T> T read(byte[] source, int from, int to, Read<T> read) {
    if (to - from > 1 && (source[from] == 0 || source[from + 1] == 0)) {
      throw new MalformedJsonException("The text is not UTF-8", false);
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), source, from, to - from)) {
      return read.from(parser);
    } catch (StreamConstraintsException e) {
      throw new MalformedJsonException("The JSON is nested deeper than " + MAX_DEPTH + " levels", true);
    } catch (JacksonException | ArithmeticException e) {
      throw new MalformedJsonException("The text is not well-formed JSON", false);
    }
  }
}
