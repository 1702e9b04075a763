// A few well-known names for each category, so that the filter is of use before any list was fetched. Written by hand, small on
// purpose: what it lacks comes with the lists of `sources.ts`. Sites of self-harm and terrorism are not named here: this text is public,
// and a list of them in clear would be a directory.

import type { CategoryId } from './category.ts'

export const starterVersion = 5

type Starter = { names: readonly string[]; expressions?: readonly string[] }

const names = (text: string): readonly string[] => text.split(/\s+/).filter((name) => name !== '')

// Where a word begins and ends in an address. What is still coded there is no letter: a space in a path, say.
const border = '(^|[^a-z0-9]|%[0-9a-f]{2})'
const borderBehind = '($|[^a-z0-9])'

export const starterLists: Readonly<Record<CategoryId, Starter>> = {
  pornography: {
    names: names(
      'pornhub.com xvideos.com xnxx.com xhamster.com redtube.com youporn.com onlyfans.com chaturbate.com stripchat.com brazzers.com spankbang.com eporner.com tube8.com rule34.xxx motherless.com',
    ),
  },
  malware: { names: names('grabify.link iplogger.org 2no.co blasze.com') },
  bypass: {
    names: names(
      'croxyproxy.com hide.me hidemyass.com kproxy.com proxysite.com 4everproxy.com nordvpn.com expressvpn.com surfshark.com protonvpn.com tunnelbear.com windscribe.com hotspotshield.com cyberghostvpn.com psiphon.ca ultrasurf.us torproject.org dns.google cloudflare-dns.com one.one.one.one dns.quad9.net doh.opendns.com dns.nextdns.io dns.adguard.com mullvad.net getlantern.org',
    ),
    expressions: [`${border}(web-?proxy|unblocked-?games?|proxy-?sites?)${borderBehind}`],
  },
  crime: { names: names('hackforums.net nulled.to cracked.io breachforums.st leakbase.io') },
  hate: { names: names('stormfront.org dailystormer.name kiwifarms.net gab.com 8kun.top') },
  extremism: { names: [] },
  selfHarm: { names: [], expressions: [`${border}(pro-?ana|thinspo|thinspiration)${borderBehind}`] },
  violence: { names: names('bestgore.fun theync.com documentingreality.com kaotic.com efukt.com') },
  language: { names: names('urbandictionary.com noswearing.com youswear.com') },
  drugs: { names: names('leafly.com weedmaps.com erowid.org hightimes.com vuse.com juul.com elfbar.com') },
  weapons: { names: names('gunbroker.com budsgunshop.com armslist.com knifecenter.com') },
  gambling: {
    names: names(
      'bet365.com williamhill.com ladbrokes.com paddypower.com betfair.com coral.co.uk skybet.com betfred.com 888.com pokerstars.com pokerstars.uk stake.com betway.com unibet.co.uk skyvegas.com national-lottery.co.uk',
    ),
  },
  dating: {
    names: names(
      'tinder.com bumble.com hinge.co match.com pof.com okcupid.com badoo.com grindr.com omegle.com ome.tv chatroulette.com monkey.app',
    ),
  },
  piracy: {
    names: names(
      'thepiratebay.org 1337x.to fmovies.to 123movies.net soap2day.to z-lib.org libgen.is rarbg.to',
    ),
  },
  chat: {
    names: names('discord.com discord.gg chat-avenue.com wireclub.com kik.com whatsapp.com telegram.org'),
  },
  socialNetworks: {
    names: names(
      'facebook.com instagram.com snapchat.com tiktok.com twitter.com x.com threads.net bsky.app tumblr.com pinterest.com pinterest.co.uk linkedin.com vk.com bereal.com mastodon.social myspace.com ask.fm',
    ),
  },
  newsgroups: {
    names: names('reddit.com 4chan.org groups.google.com quora.com mumsnet.com thestudentroom.co.uk'),
  },
  videos: {
    names: names('youtube.com youtu.be vimeo.com dailymotion.com twitch.tv rumble.com bitchute.com'),
  },
  games: {
    names: names(
      'roblox.com minecraft.net fortnite.com epicgames.com steampowered.com poki.com coolmathgames.com crazygames.com miniclip.com friv.com y8.com kongregate.com addictinggames.com armorgames.com itch.io slither.io agar.io krunker.io shellshock.io 1v1.lol',
    ),
  },
  webmail: {
    names: names(
      'mail.google.com outlook.live.com mail.yahoo.com mail.aol.com proton.me protonmail.com gmx.com gmx.co.uk tutanota.com icloud.com',
    ),
  },
  ai: {
    names: names(
      'chatgpt.com chat.openai.com gemini.google.com claude.ai copilot.microsoft.com perplexity.ai character.ai replika.com poe.com deepseek.com grok.com meta.ai',
    ),
  },
  fileSharing: {
    names: names(
      'wetransfer.com mega.nz mediafire.com dropbox.com box.com 4shared.com gofile.io transfernow.net',
    ),
  },
  imageSearch: {
    names: names('images.google.com images.google.co.uk flickr.com imgur.com deviantart.com 500px.com'),
    expressions: ['[?&](tbm=isch|udm=2)($|&)', '(^|\\.)bing\\.com/images', 'iax?=images'],
  },
  // DuckDuckGo's pages without scripts and without AI are no names that its makers lead to safe search.
  unsafeSearch: {
    names: names(
      'startpage.com search.yahoo.com qwant.com html.duckduckgo.com lite.duckduckgo.com noai.duckduckgo.com search.aol.com search.aol.co.uk metager.org metager.de mojeek.com dogpile.com metacrawler.com webcrawler.com baidu.com you.com yep.com presearch.com searx.be searx.org gibiru.com lukol.com search.seznam.cz go.mail.ru',
    ),
  },
  shopping: {
    names: names(
      'amazon.co.uk amazon.com ebay.co.uk etsy.com argos.co.uk asos.com shein.com temu.com aliexpress.com vinted.co.uk',
    ),
  },
  streaming: {
    names: names(
      'netflix.com disneyplus.com primevideo.com spotify.com soundcloud.com nowtv.com itv.com channel4.com',
    ),
  },
  banking: {
    names: names(
      'barclays.co.uk hsbc.co.uk lloydsbank.com natwest.com santander.co.uk nationwide.co.uk monzo.com starlingbank.com paypal.com halifax-online.co.uk',
    ),
  },
}

/** Sites of help, open to everybody at any time and not kept against anybody (decision S9). */
export const alwaysOpen: readonly string[] = names(
  'childline.org.uk ceop.police.uk samaritans.org reportharmfulcontent.com iwf.org.uk nspcc.org.uk 111.nhs.uk thinkuknow.co.uk papyrus-uk.org themix.org.uk youngminds.org.uk kooth.com beateatingdisorders.org.uk refuge.org.uk barnardos.org.uk giveusashout.org stopitnow.org.uk mind.org.uk nationaldahelpline.org.uk ceopeducation.co.uk',
)
