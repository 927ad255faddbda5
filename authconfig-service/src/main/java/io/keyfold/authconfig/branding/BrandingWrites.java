package io.keyfold.authconfig.branding;

import io.keyfold.authconfig.commands.ClaimHost;
import io.keyfold.authconfig.commands.SetBranding;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.web.PublicUrl;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Sets branding. A new host name is claimed first, in the platform tenant's partition; the claim alone has no effect. It
 * stays when the tenant changes to another name, until another tenant claims it.
 */
final class BrandingWrites {

  /** How long a change of branding takes at most, from the claim of its host name. */
  private static final Duration CLAIM_TO_CHANGE = Duration.ofMinutes(1);

  private final View own;
  private final Writer writer;
  private final HostProof proof;

  @Nullable
  private final String publicHost;

  BrandingWrites(View own, Writer writer, HostProof proof, PublicUrl publicUrl) {
    this.own = own;
    this.writer = writer;
    this.proof = proof;
    this.publicHost = publicUrl.publicUrl() == null ? null : URI.create(publicUrl.publicUrl()).getHost();
  }

  Mono<Committed> set(WriteRequest write, SetBrandingBody body) {
    SetBranding.Builder command = SetBranding.newBuilder()
      .setMeta(write.meta(write.tenant().value()))
      .setName(body.name())
      .setColor(body.color() == null ? null : body.color().substring(1).toLowerCase(Locale.ROOT));
    if (body.logo() != null) {
      LogoImage logo = LogoImage.of(body.logo()).orElseThrow(BrandingWrites::noLogo);
      command.setLogoType(logo.type()).setLogo(logo.content());
    }
    return claimed(write, body.host()).flatMap(host ->
      writer.write(write, () ->
        Mono.fromSupplier(() -> command.setHost(host.map(HostName::value).orElse(null)).build())
      )
    );
  }

  /** {@return the host name, claimed by the tenant; empty if none is asked for} */
  private Mono<Optional<HostName>> claimed(WriteRequest write, @Nullable String text) {
    if (text == null) {
      return Mono.just(Optional.empty());
    }
    HostName host = HostName.of(text)
      .filter(name -> !name.value().equalsIgnoreCase(publicHost))
      .orElseThrow(BrandingWrites::noHost);
    TenantId tenant = write.tenant();
    return own
      .await(HostClaim.key(host.value()))
      .map(Optional::of)
      .defaultIfEmpty(Optional.empty())
      .flatMap(known -> {
        if (known.isPresent() && known.get().isOf(tenant) && TenantPages.uses(own, tenant, host)) {
          return Mono.just(Optional.of(host));
        }
        return proven(host, tenant)
          .then(Mono.defer(() -> unused(write, host, known)))
          .flatMap(replaced -> claim(write, host, replaced.orElse(null)))
          .thenReturn(Optional.of(host));
      });
  }

  private Mono<Committed> claim(WriteRequest write, HostName host, @Nullable Long replaced) {
    WriteRequest onPlatform = write.part().in(TenantId.PLATFORM);
    return writer.write(onPlatform, () ->
      Mono.fromSupplier(() -> new ClaimHost(onPlatform.meta(host.value()), write.tenant().value(), replaced))
    );
  }

  /** {@return the version of a claim that its tenant does not use, and that is older than a change takes} */
  private Mono<Optional<Long>> unused(WriteRequest write, HostName host, Optional<HostClaim> known) {
    return Mono.justOrEmpty(known.filter(claim -> claim.at().isBefore(write.at().minus(CLAIM_TO_CHANGE))))
      .flatMap(claim -> {
        TenantId holder = new TenantId(claim.tenantId());
        return own
          .caughtUp(holder)
          .then(
            Mono.fromSupplier(() ->
              TenantPages.uses(own, holder, host) ? Optional.<Long>empty() : Optional.of(claim.version())
            )
          );
      })
      .defaultIfEmpty(Optional.empty());
  }

  private Mono<Void> proven(HostName host, TenantId tenant) {
    return host.isLocal()
      ? Mono.empty()
      : proof.shown(host, tenant).flatMap(shown -> shown ? Mono.empty() : Mono.error(() -> unproven(host, tenant)));
  }

  private static ApiException unproven(HostName host, TenantId tenant) {
    return ApiException.field(
      ErrorCode.INVALID_DATA,
      "The host's DNS does not name this tenant. Create the TXT record " +
        HostProof.record(host) +
        " with the value " +
        HostProof.value(tenant),
      List.of("host")
    );
  }

  private static ApiException noHost() {
    return ApiException.invalid("format", "host must be a DNS name of your own, such as connect.example.com", "host");
  }

  private static ApiException noLogo() {
    return ApiException.invalid(
      "format",
      "logo must be a data: URL of a PNG, JPEG or WebP image of at most " + LogoImage.MAX_BYTES + " bytes",
      "logo"
    );
  }
}
