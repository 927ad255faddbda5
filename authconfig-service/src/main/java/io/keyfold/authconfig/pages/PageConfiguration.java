package io.keyfold.authconfig.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Loads message files and style sheet. The templates are compiled in the build. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration {

  @Bean
  PageAssets pageAssets() {
    return PageAssets.load();
  }

  @Bean
  PageRenderer pageRenderer(PageAssets assets) {
    return new PageRenderer(TemplateEngine.createPrecompiled(ContentType.Html), Languages.load(), assets);
  }
}
