/** The pages of the setup flow: view models, texts, templates and their HTTP headers. Contains no business rule. */
@NullMarked
package io.keyfold.authconfig.pages;

import org.jspecify.annotations.NullMarked;
