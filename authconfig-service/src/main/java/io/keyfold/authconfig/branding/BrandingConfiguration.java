package io.keyfold.authconfig.branding;

import io.keyfold.authconfig.pages.Accent;
import io.keyfold.authconfig.pages.Brand;
import io.keyfold.platform.access.Tenant;
import io.keyfold.platform.log.View;
import io.keyfold.platform.web.PublicUrl;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the brands to the views. */
@Configuration(proxyBeanMethods = false)
class BrandingConfiguration {

  @Bean
  PublicLinks publicLinks(PublicUrl publicUrl) {
    return (tenant, request) -> publicUrl.base(request);
  }

  @Bean
  Brands brands(@Qualifier("deploymentsView") View deployments) {
    return tenant ->
      deployments
        .find(Tenant.key(tenant))
        .map(known -> new Brand(known.name(), null, Accent.DEFAULT))
        .orElse(Brand.NEUTRAL);
  }
}
