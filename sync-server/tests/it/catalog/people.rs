//! People, their names and PINs, the store and the registers in the feed.

use domain::feed::{FeedChange, RegisterStatus, UserSecretProfile, UserState};
use domain::user::Role;
use protocol::Profile;
use uuid::Uuid;

use super::shop::{Shop, ShopRegister};

fn profile(user_id: Uuid, username: &str) -> Profile {
    Profile {
        user_id,
        profile: UserSecretProfile {
            username: username.to_owned(),
            full_name: "Siti Aminah".to_owned(),
            commitment_salt: "0f".repeat(32),
            pin_hash: Some("$argon2id$v=19$m=47104,t=1,p=1$c2FsdA$aGFzaA".to_owned()),
            pin_length: Some(4),
        },
    }
}

async fn people(register: &ShopRegister, feed_epoch: Uuid) -> Vec<UserState> {
    let rows = register.feed(feed_epoch).await;
    rows.into_iter()
        .filter_map(|row| match row.change {
            FeedChange::User(user) => Some(*user),
            _ => None,
        })
        .collect()
}

#[tokio::test]
async fn a_person_comes_down_with_role_names_and_pin() {
    let mut shop = Shop::open().await;
    let siti = Uuid::now_v7();
    shop.front
        .books
        .hire(&shop.front.device, siti, Role::Cashier);
    shop.front.push_with(vec![profile(siti, " Siti ")]).await;
    let found = people(&shop.back, shop.feed_epoch).await;
    let siti = found.iter().find(|user| user.user_id == siti).unwrap();
    assert_eq!((siti.role, siti.active), (Role::Cashier, true));
    let names = siti.profile.as_ref().unwrap();
    assert_eq!(names.username, "siti");
    assert_eq!(names.pin_length, Some(4));
    assert!(names.pin_hash.as_ref().unwrap().starts_with("$argon2id$"));
    // The owner of the founding log never sent names.
    assert!(found.iter().any(|user| user.profile.is_none()));
}

#[tokio::test]
async fn names_that_arrive_before_their_person_are_told_with_the_person() {
    let mut shop = Shop::open().await;
    let siti = Uuid::now_v7();
    let before = shop.page(0).await;
    let answer = shop.back.push_with(vec![profile(siti, "siti")]).await;
    // There is no change to send yet, but the cursor still advances.
    let page = shop.page(before.next).await;
    assert!(page.rows.is_empty() && !page.more);
    assert_eq!(page.next, answer.feed_seq);
    shop.front
        .books
        .hire(&shop.front.device, siti, Role::Supervisor);
    shop.front.push().await;
    let found = people(&shop.back, shop.feed_epoch).await;
    let siti = found.iter().find(|user| user.user_id == siti).unwrap();
    assert_eq!(siti.profile.as_ref().unwrap().username, "siti");
}

#[tokio::test]
async fn the_same_names_again_move_nothing() {
    let mut shop = Shop::open().await;
    let siti = Uuid::now_v7();
    shop.front
        .books
        .hire(&shop.front.device, siti, Role::Cashier);
    let first = shop.front.push_with(vec![profile(siti, "siti")]).await;
    let second = shop.back.push_with(vec![profile(siti, "siti")]).await;
    assert_eq!(second.feed_seq, first.feed_seq);
    let third = shop
        .back
        .push_with(vec![profile(siti, "siti.aminah")])
        .await;
    assert_eq!(third.feed_seq, first.feed_seq + 1);
}

#[tokio::test]
async fn a_username_given_to_two_people_on_two_registers_is_told_apart() {
    let mut shop = Shop::open().await;
    let (first, second) = (Uuid::now_v7(), Uuid::from_u128(0xabcd_1234));
    shop.front
        .books
        .hire(&shop.front.device, first, Role::Cashier);
    shop.back
        .books
        .hire(&shop.back.device, second, Role::Cashier);
    shop.front.push_with(vec![profile(first, "siti")]).await;
    shop.back.push_with(vec![profile(second, "siti")]).await;
    let mut names: Vec<String> = people(&shop.back, shop.feed_epoch)
        .await
        .into_iter()
        .filter_map(|user| Some(user.profile?.username))
        .collect();
    names.sort();
    assert_eq!(names, ["siti", "siti-1234"]);
}

#[tokio::test]
async fn names_that_cannot_be_used_are_left_out_and_hold_nothing_up() {
    let mut shop = Shop::open().await;
    let siti = Uuid::now_v7();
    shop.front
        .books
        .hire(&shop.front.device, siti, Role::Cashier);
    let mut salted = profile(siti, "siti");
    salted.profile.commitment_salt = "short".to_owned();
    let mut lined = profile(siti, "siti");
    lined.profile.full_name = "Siti\nAminah".to_owned();
    let mut hashed = profile(siti, "siti");
    hashed.profile.pin_hash = Some("no hash".to_owned());
    shop.front.push_with(vec![salted, lined, hashed]).await;
    let found = people(&shop.back, shop.feed_epoch).await;
    let siti = found.iter().find(|user| user.user_id == siti).unwrap();
    assert!(siti.profile.is_none());
}

#[tokio::test]
async fn the_store_and_every_register_come_down() {
    let shop = Shop::open().await;
    let rows = shop.back.feed(shop.feed_epoch).await;
    let store = rows.iter().find_map(|row| match &row.change {
        FeedChange::Store(store) => Some(store),
        _ => None,
    });
    let store = store.unwrap();
    assert_eq!(store.store_id, shop.front.device.store_id);
    assert_eq!(
        (store.revision, store.settings.store_name.as_str()),
        (1, "Toko Maju Jaya")
    );
    let mut registers: Vec<Uuid> = rows
        .iter()
        .filter_map(|row| match &row.change {
            FeedChange::Register(one) if one.status == RegisterStatus::Active => {
                Some(one.register_id)
            }
            _ => None,
        })
        .collect();
    let mut expected = vec![shop.front.device.register_id, shop.back.device.register_id];
    registers.sort();
    expected.sort();
    assert_eq!(registers, expected);
}

/// A shop with two owners, who take the role from each other while their registers are offline. The
/// owner of the founding log loses it on the register in the back, the other one on the register in
/// front.
async fn apart() -> (Shop, Uuid, Uuid) {
    let mut shop = Shop::open().await;
    let (first, second) = (shop.front.books.user_id, Uuid::now_v7());
    shop.front
        .books
        .hire(&shop.front.device, second, Role::Owner);
    shop.front.push().await;
    let (front, back) = (&mut shop.front, &mut shop.back);
    front.books.hire(&front.device, second, Role::Cashier);
    back.books.dismiss(&back.device, first, Role::Owner);
    (shop, first, second)
}

/// The active owners, as the feed shows them.
async fn owners(shop: &Shop) -> Vec<Uuid> {
    let found = people(&shop.back, shop.feed_epoch).await;
    let owners = found
        .iter()
        .filter(|user| user.role == Role::Owner && user.active);
    owners.map(|user| user.user_id).collect()
}

#[tokio::test]
async fn of_owners_who_demote_each_other_the_one_stays_whose_change_arrives_first() {
    let (mut shop, first, _) = apart().await;
    shop.front.push().await;
    let before = shop.page(0).await.next;
    let answer = shop.back.push().await;
    assert_eq!(owners(&shop).await, [first]);
    // The register that was too late learns that its change was not applied.
    assert!(answer.feed_seq > before && answer.quarantined.is_empty());
    let told = shop.page(before).await;
    assert!(told.rows.iter().any(
        |row| matches!(&row.change, FeedChange::User(user) if user.user_id == first && user.active)
    ));

    let (mut shop, _, second) = apart().await;
    shop.back.push().await;
    shop.front.push().await;
    assert_eq!(owners(&shop).await, [second]);
}

#[tokio::test]
async fn owners_who_demote_each_other_at_the_same_moment_leave_one() {
    for _ in 0..5 {
        let (mut shop, first, second) = apart().await;
        tokio::join!(shop.front.push(), shop.back.push());
        let owners = owners(&shop).await;
        assert!(owners == [first] || owners == [second], "{owners:?}");
    }
}

#[tokio::test]
async fn an_owner_hands_the_shop_over_in_one_push() {
    let mut shop = Shop::open().await;
    let (first, second) = (shop.front.books.user_id, Uuid::now_v7());
    let front = &mut shop.front;
    front.books.hire(&front.device, second, Role::Owner);
    front.books.dismiss(&front.device, first, Role::Owner);
    shop.front.push().await;
    assert_eq!(owners(&shop).await, [second]);
}
