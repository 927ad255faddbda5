package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.sessions.SessionProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * URIs of resources within a session: {@code p12345+file:///a} is {@code file:///a} of the provider with the tag 12345,
 * so that those of two providers cannot collide. The prefix makes a scheme of its own, and templates stay templates.
 */
final class ResourceUris {

  private static final Pattern FORM = Pattern.compile("p(\\d{5})\\+(.*)", Pattern.DOTALL);

  private ResourceUris() {}

  /**
   * A resource of one provider.
   *
   * @param tag tag of the provider in the session
   * @param uri the URI at the provider
   */
  record Located(String tag, String uri) {}

  /** {@return the URI in the session} */
  static String wire(SessionProvider provider, String uri) {
    return "p" + provider.tag() + "+" + uri;
  }

  /** {@return the provider and its URI, if the text is a URI of a session} */
  static Optional<Located> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches() ? Optional.of(new Located(matcher.group(1), matcher.group(2))) : Optional.empty();
  }

  /** {@return the object with its member {@code uri} as the session shows it} */
  static RawObject uri(RawObject object, SessionProvider provider) {
    return object
      .text("uri")
      .map(uri -> object.with("uri", wire(provider, uri)))
      .orElse(object);
  }

  /** {@return the result with the URIs of its resources as the session shows them; the same if it has none} */
  static RawObject result(RawObject result, SessionProvider provider) {
    RawObject withContent = elements(result, "content", content -> content(content, provider));
    RawObject withContents = elements(withContent, "contents", content -> uri(content, provider));
    return elements(withContents, "messages", message -> message(message, provider));
  }

  private static RawObject message(RawObject message, SessionProvider provider) {
    RawJson content = message.find("content").orElse(RawJson.NULL);
    return content
      .object()
      .map(object -> changed(message, "content", object, content(object, provider)))
      .orElseGet(() -> elements(message, "content", item -> content(item, provider)));
  }

  private static RawObject content(RawObject content, SessionProvider provider) {
    return switch (content.text("type").orElse("")) {
      case "resource_link" -> uri(content, provider);
      case "resource" -> {
        RawObject resource = content.object("resource");
        yield changed(content, "resource", resource, uri(resource, provider));
      }
      default -> content;
    };
  }

  @SuppressWarnings("ReferenceEquality") // the same object says that nothing was changed
  private static RawObject changed(RawObject parent, String member, RawObject before, RawObject after) {
    return before == after ? parent : parent.with(member, after);
  }

  private interface Change {
    RawObject of(RawObject object);
  }

  @SuppressWarnings("ReferenceEquality") // as above
  private static RawObject elements(RawObject parent, String member, Change change) {
    List<RawJson> before = parent.elements(member);
    boolean same = true;
    List<RawJson> after = new ArrayList<>(before.size());
    for (RawJson element : before) {
      RawObject object = element.object().orElse(null);
      RawObject changed = object == null ? null : change.of(object);
      same &= changed == object;
      after.add(changed == null || changed == object ? element : changed.json());
    }
    return same ? parent : parent.with(member, RawJson.array(after));
  }
}
