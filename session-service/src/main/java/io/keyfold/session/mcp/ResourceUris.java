package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.sessions.Session;
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

  private final boolean bare;

  private ResourceUris(boolean bare) {
    this.bare = bare;
  }

  /** {@return the URIs of a session; with plain names and one provider they are the provider's} */
  static ResourceUris of(Session session) {
    return new ResourceUris(session.plainNames() && session.providerIds().size() == 1);
  }

  /** {@return the URI in the session} */
  String wire(SessionProvider provider, String uri) {
    return bare ? uri : "p" + provider.tag() + "+" + uri;
  }

  /** {@return the provider and its URI, if the text is a URI of the session} */
  Optional<SessionNames.Named> parse(List<SessionProvider> providers, String text) {
    if (bare) {
      return providers
        .stream()
        .findFirst()
        .map(provider -> new SessionNames.Named(provider, text));
    }
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
      ? providers
          .stream()
          .filter(provider -> provider.tag().equals(matcher.group(1)))
          .findFirst()
          .map(provider -> new SessionNames.Named(provider, matcher.group(2)))
      : Optional.empty();
  }

  /** {@return the object with its member {@code uri} as the session shows it} */
  RawObject uri(RawObject object, SessionProvider provider) {
    return bare
      ? object
      : object
          .text("uri")
          .map(uri -> object.with("uri", wire(provider, uri)))
          .orElse(object);
  }

  /** {@return the response with the URIs of its resources as the session shows them; the same if it has none} */
  @SuppressWarnings("ReferenceEquality") // the same object says that nothing was changed
  RpcMessage.Response response(RpcMessage.Response response, SessionProvider provider) {
    if (bare || !(response instanceof RpcMessage.Result result)) {
      return response;
    }
    RawObject before = result.members();
    RawObject after = result(before, provider);
    return after == before ? response : result.withResult(after);
  }

  private RawObject result(RawObject result, SessionProvider provider) {
    RawObject withContent = elements(result, "content", content -> content(content, provider));
    RawObject withContents = elements(withContent, "contents", content -> uri(content, provider));
    return elements(withContents, "messages", message -> message(message, provider));
  }

  private RawObject message(RawObject message, SessionProvider provider) {
    RawJson content = message.find("content").orElse(RawJson.NULL);
    return content
      .object()
      .map(object -> changed(message, "content", object, content(object, provider)))
      .orElseGet(() -> elements(message, "content", item -> content(item, provider)));
  }

  private RawObject content(RawObject content, SessionProvider provider) {
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
