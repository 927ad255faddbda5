package io.keyfold.authconfig.pages;

/** What a page shows. Texts come from the message files; a page carries names and addresses only. */
public sealed interface Page permits ConfirmPage, ConsentPage, ForwardPage, FormPage, MethodChoicePage, OutcomePage {}
