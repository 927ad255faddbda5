@NullMarked
package io.keyfold.authconfig.pages;

import org.jspecify.annotations.NullMarked;
